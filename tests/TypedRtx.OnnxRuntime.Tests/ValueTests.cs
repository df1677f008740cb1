using TypedRtx.Backends;
using TypedRtx.Signatures;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.OnnxRuntime.Tests;

/// <summary>Sequences, maps and optionals in and out.</summary>
public sealed class ValueTests
{
    private static readonly TypeProto Tensors = OnnxTypes.Sequence(OnnxTypes.TensorOfUnknownRank(ElementType.Float32));

    [Fact]
    public void Sequences_come_back_as_they_went_in()
    {
        using OpenModel model = Identity(Tensors);
        SequenceValue result = Assert.IsType<SequenceValue>(Run(model, new SequenceValue([Floats([2, 1], 1, 2), Floats([0]), Floats([], 3)])));
        Assert.Equal(["[2, 1]: 1 2", "[0]: ", "[]: 3"], result.Items.Select(Text));
    }

    [Fact]
    public void Empty_sequences_come_back_empty()
    {
        using OpenModel model = Identity(Tensors);
        Assert.Empty(Assert.IsType<SequenceValue>(Run(model, new SequenceValue([]))).Items);
    }

    [Fact]
    public void Sequences_hold_text()
    {
        using OpenModel model = Identity(OnnxTypes.Sequence(OnnxTypes.TensorOfUnknownRank(ElementType.String)));
        SequenceValue result = Assert.IsType<SequenceValue>(Run(model, new SequenceValue([new TensorValue(new TensorShape(2), ["a\0b", "日本"])])));
        Assert.Equal(["a\0b", "日本"], Assert.IsType<TensorValue>(Assert.Single(result.Items)).Strings);
    }

    [Fact]
    public void Optionals_are_there_or_absent()
    {
        using OpenModel model = Identity(OnnxTypes.Optional(OnnxTypes.TensorOfUnknownRank(ElementType.Int64)));
        TensorValue given = new(ElementType.Int64, new TensorShape(1), BitConverter.GetBytes(7L));
        Assert.Equal(given.Bytes, Assert.IsType<TensorValue>(Run(model, given)).Bytes);
        Assert.IsType<AbsentValue>(Run(model, AbsentValue.Instance));
        Assert.Equal(given.Bytes, Assert.IsType<TensorValue>(Run(model, given)).Bytes);
    }

    [Fact]
    public void Optional_sequences_are_there_empty_or_absent()
    {
        using OpenModel model = Identity(OnnxTypes.Optional(Tensors));
        Assert.Equal("[1]: 4", Text(Assert.IsType<SequenceValue>(Run(model, new SequenceValue([Floats([1], 4)]))).Items[0]));
        Assert.Empty(Assert.IsType<SequenceValue>(Run(model, new SequenceValue([]))).Items);
        Assert.IsType<AbsentValue>(Run(model, AbsentValue.Instance));
    }

    [Fact]
    public void Maps_go_in()
    {
        using OpenModel model = OpenModel.From(new OnnxModelBuilder()
            .Opset("ai.onnx.ml", 1)
            .Input("x", OnnxTypes.Map(ElementType.String, OnnxTypes.Tensor(ElementType.Float32)))
            .Output("y", ElementType.Float32, 1, 3)
            .Node("ai.onnx.ml::DictVectorizer", ["x"], ["y"], OnnxAttributes.Strings("string_vocabulary", "a", "b", "c")));
        using ISessionBinding binding = model.Session.CreateBinding();
        binding.SetInput(0, new MapValue(new TensorValue(new TensorShape(2), ["c", "a"]), Floats([2], 3, 1)));
        binding.SetOutput(0);
        binding.Run(CancellationToken.None);
        Assert.Equal([1f, 0, 3], Bindings.GetOutput(binding, 0, ElementType.Float32).ToArray<float>());
    }

    [Fact]
    public void Sequences_of_maps_come_out()
    {
        using OpenModel model = OpenModel.From(new OnnxModelBuilder()
            .Opset("ai.onnx.ml", 1)
            .Input("x", ElementType.Float32, "n", 2)
            .Output("y", OnnxTypes.Sequence(OnnxTypes.Map(ElementType.Int64, OnnxTypes.Tensor(ElementType.Float32))))
            .Node("ai.onnx.ml::ZipMap", ["x"], ["y"], OnnxAttributes.Ints("classlabels_int64s", 5, 9)));
        using ISessionBinding binding = model.Session.CreateBinding();
        using HostMemory? memory = Bindings.SetInput(binding, 0, TestTensor.Create([0.25f, 0.75f, 1f, 0f], 2, 2));
        binding.SetOutput(0);
        binding.Run(CancellationToken.None);
        SequenceValue rows = Assert.IsType<SequenceValue>(binding.GetOutputValue(0));
        Assert.Equal(2, rows.Items.Count);
        MapValue first = Assert.IsType<MapValue>(rows.Items[0]);
        Assert.Equal([5, 9, 0, 0], [.. first.Keys.Bytes.Where((_, i) => i % 8 == 0), 0, 0]);
        Assert.Equal("[2]: 0.25 0.75", Text(first.Values));
    }

    [Fact]
    public void An_absent_optional_leaves_the_other_inputs_bound()
    {
        using OpenModel model = OpenModel.From(new OnnxModelBuilder(opset: 18, irVersion: 8)
            .Input("a", ElementType.Float32, "n")
            .Input("b", OnnxTypes.Optional(OnnxTypes.Tensor(ElementType.Float32, "n")))
            .Input("c", ElementType.String, "n")
            .Output("y", ElementType.Float32, "n")
            .Output("has", ElementType.Bool)
            .Output("text", ElementType.String, "n")
            .Node("Identity", ["a"], ["y"])
            .Node("OptionalHasElement", ["b"], ["has"])
            .Node("Identity", ["c"], ["text"]));
        using ISessionBinding binding = model.Session.CreateBinding();
        using HostMemory? memory = Bindings.SetInput(binding, 0, TestTensor.Create([5f], 1));
        binding.SetInput(2, ["kept"], new TensorShape(1));
        bool[] results = new bool[4];
        for (int i = 0; i < results.Length; i++)
        {
            binding.SetInput(1, i % 2 == 0 ? Floats([1], i) : AbsentValue.Instance);
            Array.ForEach([0, 1, 2], binding.SetOutput);
            binding.Run(CancellationToken.None);
            results[i] = Bindings.GetOutput(binding, 1, ElementType.Bool).Data[0] == 1;
            Assert.Equal(5, Bindings.GetOutput(binding, 0, ElementType.Float32).ToArray<float>()[0]);
            Assert.Equal("kept", Bindings.GetOutput(binding, 2, ElementType.String).Strings[0]);
        }

        Assert.Equal([true, false, true, false], results);
    }

    [Fact]
    public void Empty_sequences_of_maps_are_refused()
    {
        SequenceType maps = new(new MapType(ElementType.Int64, new TensorType(ElementType.Float32, null)));
        InferenceException error = Assert.Throws<InferenceException>(() => OrtEmptySequences.Create(OrtEnvironment.Get(new ModelOptions()), maps));
        Assert.Contains("empty seq(map(int64, float32[..]))", error.Message, StringComparison.Ordinal);
    }

    private static OpenModel Identity(TypeProto type) => OpenModel.From(new OnnxModelBuilder(opset: 16, irVersion: 8)
        .Input("x", type)
        .Output("y", type)
        .Node("Identity", ["x"], ["y"]));

    private static OnnxValue Run(OpenModel model, OnnxValue value)
    {
        using ISessionBinding binding = model.Session.CreateBinding();
        binding.SetInput(0, value);
        binding.SetOutput(0);
        binding.Run(CancellationToken.None);
        return binding.GetOutputValue(0);
    }

    private static TensorValue Floats(int[] shape, params float[] values) =>
        new(ElementType.Float32, new TensorShape(shape), [.. values.SelectMany(BitConverter.GetBytes)]);

    private static string Text(OnnxValue value)
    {
        TensorValue tensor = Assert.IsType<TensorValue>(value);
        return $"{tensor.Shape}: {string.Join(' ', Enumerable.Range(0, tensor.Bytes.Length / 4).Select(i => BitConverter.ToSingle(tensor.Bytes, 4 * i)))}";
    }
}
