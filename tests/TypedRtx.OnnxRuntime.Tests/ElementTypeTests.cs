using TypedRtx.Backends;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

public sealed class ElementTypeTests
{
    public static TheoryData<ElementType> Numeric =>
    [
        ElementType.Float32, ElementType.Float64, ElementType.Float16, ElementType.BFloat16,
        ElementType.Int8, ElementType.Int16, ElementType.Int32, ElementType.Int64,
        ElementType.UInt8, ElementType.UInt16, ElementType.UInt32, ElementType.UInt64,
        ElementType.Bool,
    ];

    [Theory]
    [MemberData(nameof(Numeric))]
    public void Every_numeric_type_passes_bit_by_bit(ElementType type)
    {
        TestTensor input = Random(type, 2, 3);
        using OpenModel model = OpenModel.From(TestModels.Identity(type, "n", 3));
        Assert.Equal(input.Data, model.Run(input)[0].Data);
    }

    [Theory]
    [MemberData(nameof(Numeric))]
    public void Every_numeric_type_is_written_into_memory_that_is_bound(ElementType type)
    {
        TestTensor input = Random(type, 5);
        using OpenModel model = OpenModel.From(TestModels.Identity(type, "n"));
        using ISessionBinding binding = model.Session.CreateBinding();
        Bindings.SetInput(binding, 0, input);
        HostMemory memory = HostMemory.Allocate(input.Data.Length);
        binding.SetOutput(0, memory, new TensorShape(5));
        binding.Run(CancellationToken.None);
        Assert.Equal(input.Data, memory.Bytes.ToArray());
        Assert.Equal(input.Data, Bindings.GetOutput(binding, 0, type).Data);
    }

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
    public void Every_rank_passes(int rank)
    {
        TestTensor input = Random(ElementType.Float32, [.. Enumerable.Range(0, rank).Select(axis => (long)(1 + (axis % 3)))]);
        using OpenModel model = OpenModel.From(
            TestModels.Identity(ElementType.Float32, [.. input.Dimensions.Select((_, axis) => (OnnxDimension)$"d{axis}")]));
        TestTensor output = model.Run(input)[0];
        Assert.Equal(input.Dimensions, output.Dimensions);
        Assert.Equal(input.Data, output.Data);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    [InlineData(0, 0)]
    public void Tensor_without_elements_passes(int rows, int columns)
    {
        TestTensor input = new(ElementType.Float32, [rows, columns], []);
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.Float32, "n", "m"));
        Assert.Equal(input.Dimensions, model.Run(input)[0].Dimensions);
    }

    [Fact]
    public void Tensor_without_elements_needs_no_address()
    {
        using OpenModel model = OpenModel.From(TestModels.Identity(ElementType.Float32, "n"));
        using ISessionBinding binding = model.Session.CreateBinding();
        binding.SetInput(0, 0, new TensorShape(0));
        binding.SetOutput(0);
        binding.Run(CancellationToken.None);
        Assert.Equal(new TensorShape(0), binding.GetOutputShape(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => binding.SetInput(0, 0, new TensorShape(1)));
    }

    private static TestTensor Random(ElementType type, params long[] dimensions)
    {
        Random random = new(20);
        byte[] data = new byte[dimensions.Aggregate(1L, (product, length) => product * length) * ElementTypes.BitsOf(type) / 8];
        random.NextBytes(data);
        if (type == ElementType.Bool)
        {
            data = [.. data.Select(value => (byte)(value & 1))];
        }

        return new TestTensor(type, dimensions, data);
    }
}
