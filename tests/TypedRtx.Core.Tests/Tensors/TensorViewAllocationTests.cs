using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using TypedRtx.TestKit;

namespace TypedRtx.Core.Tests.Tensors;

public sealed class TensorViewAllocationTests
{
    private static readonly int[] Data = TensorData.Count(256);

    // A span of constants in unoptimised code asks the runtime for its field, which allocates; these are made once.
    private static readonly int[] Ones = [.. Enumerable.Repeat(1, 8)];
    private static readonly int[] Twos = [.. Enumerable.Repeat(2, 8)];
    private static readonly TensorShape Rank5 = [2, 2, 2, 2, 16];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void View_of_every_rank_is_made_read_and_packed_without_allocation(int rank)
    {
        int[] shape = [.. Enumerable.Repeat(2, rank)];
        int[] strides = [.. TensorData.RowMajor(shape).Reverse()];
        int[] indexes = new int[rank];
        int[] packed = new int[256];
        AssertNoAllocation(() =>
        {
            Use(new TensorView<int>(Data.AsSpan(0, 1 << rank), new TensorShape(shape)), indexes, packed);
            Use(new TensorView<int>(Data, new TensorShape(shape), strides), indexes, packed);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Tensors_of_every_rank_convert_without_allocation(int rank)
    {
        int[] shape = [.. Enumerable.Repeat(2, rank)];
        int[] strides = [.. TensorData.RowMajor(shape).Reverse()];
        Tensor<int> dense = Tensor.Create(Data.AsSpan(0, 1 << rank).ToArray(), TensorData.Wide(shape));
        Tensor<int> strided = Tensor.Create(Data.AsSpan(0, 1 << rank).ToArray(), TensorData.Wide(shape), TensorData.Wide(strides));
        int[] indexes = new int[rank];
        int[] packed = new int[256];
        AssertNoAllocation(() =>
        {
            Use(dense, indexes, packed);
            Use(dense.AsTensorSpan(), indexes, packed);
            Use(strided, indexes, packed);
            Use(strided.AsReadOnlyTensorSpan(), indexes, packed);
        });
    }

    [Fact]
    public void Arrays_and_memories_convert_and_index_without_allocation()
    {
        int[,] two = new int[2, 2];
        int[,,] three = new int[2, 2, 2];
        int[,,,] four = new int[2, 2, 2, 2];
        int[] packed = new int[256];
        AssertNoAllocation(() =>
        {
            Use(Data, Ones.AsSpan(0, 1), packed);
            Use(Data.AsSpan(), Ones.AsSpan(0, 1), packed);
            Use(Data.AsMemory(), Ones.AsSpan(0, 1), packed);
            Use((ReadOnlyMemory<int>)Data, Ones.AsSpan(0, 1), packed);
            Use([1, 2, packed[3]], Ones.AsSpan(0, 1), packed);
            Use(two, Ones.AsSpan(0, 2), packed);
            Use(three, Ones.AsSpan(0, 3), packed);
            Use(four, Ones.AsSpan(0, 4), packed);
            Use(((TensorView<int>)Data).Reshape(Twos), Ones, packed);
            TensorView<int> view = four;
            int i = Ones[0];
            packed[0] = view[1, 1, 1, 1] + view.Row(1)[1, 1, 1] + view.Row(1).Row(1)[1, 1] + view.Row(1).Row(1).Row(1)[1];
            view = ((TensorView<int>)Data).Reshape(Twos);
            packed[0] += view[i, i, i, i, i, i, i, i] + view.Row(1)[i, i, i, i, i, i, i] + view.Row(1).Row(1)[i, i, i, i, i, i];
        });
    }

    [Fact]
    public void Dense_view_of_a_rank_up_to_5_becomes_a_tensor_span_without_allocation() => AssertNoAllocation(() =>
    {
        TensorView<int> view = new(Data, Rank5);
        ReadOnlyTensorSpan<int> tensor = view;
        GC.KeepAlive(tensor.IsEmpty ? Data : null);
    });

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Use(scoped TensorView<int> view, scoped ReadOnlySpan<int> indexes, int[] packed)
    {
        int sum = view[indexes] + view.Rank + view.Length;
        foreach (int element in view)
        {
            sum += element;
        }

        foreach (int length in view.Shape)
        {
            sum += length;
        }

        if (view.Rank > 0)
        {
            sum += view.Row(1).Length + view.Rows(0, 1).Length;
        }

        view.CopyTo(packed);
        packed[0] = sum;
    }

    private static void AssertNoAllocation(Action action) => Assert.Equal(0, Allocations.Of(action));
}
