using System.Numerics.Tensors;
using TypedRtx.Runtime;
using TypedRtx.TestKit;

namespace TypedRtx.Tests.Runtime;

public sealed class AllocationTests
{
    // 4 KiB is copied, 64 KiB is pinned.
    public static TheoryData<int, int> RanksAndSizes()
    {
        TheoryData<int, int> data = [];
        foreach (int rank in Enumerable.Range(0, 9))
        {
            data.Add(rank, 1024);
            data.Add(rank, 16384);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(RanksAndSizes))]
    public void Runs_allocate_nothing(int rank, int elements)
    {
        TensorShape shape = Shape(rank, elements);
        string symbols = string.Join(", ", Enumerable.Range(0, rank).Select(axis => $"s{axis}"));
        using AnyModel model = AnyModel.Open(Kernels.Double, $"input \"x\" float32[{symbols}]", $"output \"y\" float32[{symbols}]");
        float[] array = new float[shape.Length];

        Assert.Equal(0, Allocations.Of(() => RunShaped(model, array, shape)));
    }

    [Fact]
    public void Arrays_and_tensor_spans_allocate_nothing()
    {
        using AnyModel flat = AnyModel.Open(Kernels.Double, "input \"x\" float32[n]", "output \"y\" float32[n]");
        using AnyModel cube = AnyModel.Open(Kernels.Double, "input \"x\" float32[a, b, c]", "output \"y\" float32[a, b, c]");
        foreach (int side in (int[])[4, 20])
        {
            float[] array = new float[side * side * side];
            float[,,] block = new float[side, side, side];
            Tensor<float> tensor = Tensor.Create(array, [side, side, side]);

            Assert.Equal(0, Allocations.Of(() => flat.Run<float>(array).Dispose()));
            Assert.Equal(0, Allocations.Of(() => cube.Run<float>(block).Dispose()));
            Assert.Equal(0, Allocations.Of(() => cube.Run<float>(tensor.AsReadOnlyTensorSpan()).Dispose()));
        }
    }

    [Fact]
    public void Scalar_runs_allocate_nothing()
    {
        using AnyModel model = AnyModel.Open(Kernels.Sum, "input \"x\" float32[]", "output \"y\" float32[]");

        Assert.Equal(0, Allocations.Of(() => model.RunScalar(1f).Dispose()));
    }

    [Theory]
    [MemberData(nameof(RanksAndSizes))]
    public void Binding_runs_allocate_nothing(int rank, int elements)
    {
        TensorShape shape = Shape(rank, elements);
        string symbols = string.Join(", ", Enumerable.Range(0, rank).Select(axis => $"s{axis}"));
        using AnyModel model = AnyModel.Open(Kernels.Double, $"input \"x\" float32[{symbols}]", $"output \"y\" float32[{symbols}]");
        using AnyModel.Binding binding = model.Bind(shape.Dimensions);

        Assert.Equal(0, Allocations.Of(() =>
        {
            binding.In<float>()[0] = 1;
            binding.Run();
            Assert.True(binding.Out<float>().Span[0] == 2);
        }));
    }

    private static void RunShaped(AnyModel model, float[] array, TensorShape shape)
    {
        OutputLease lease = model.Run(new TensorView<float>(array, shape));
        _ = lease.View<float>(0).Span[0];
        lease.Dispose();
    }

    private static TensorShape Shape(int rank, int elements)
    {
        int[] lengths = new int[rank];
        Array.Fill(lengths, 1);
        if (rank > 0)
        {
            lengths[^1] = elements;
        }

        return new TensorShape(lengths);
    }
}
