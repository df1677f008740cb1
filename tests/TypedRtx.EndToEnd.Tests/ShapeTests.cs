using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.Signatures;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>Shapes at the edges: many axes, empty ones, none at all, and those that only the data decide.</summary>
public sealed class ShapeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData(9, 3)]
    [InlineData(12, 2)]
    [InlineData(9, 0)]
    public async Task Tensors_of_more_axes_than_eight_pass_through(int rank, int rows)
    {
        OnnxDimension[] dimensions = [.. Enumerable.Range(1, rank - 1).Select(axis => (OnnxDimension)(axis % 3 == 0 ? 2 : 1)), "rows"];
        long[] lengths = [.. Enumerable.Range(1, rank - 1).Select(axis => axis % 3 == 0 ? 2L : 1L), rows];
        TestTensor tensor = TestTensor.Create(Numbers(lengths), lengths);

        await AssertRuns(Model(dimensions, dimensions).Node("Identity", ["x"], ["y"]), [tensor], [tensor]);
    }

    [Fact]
    public async Task Axes_beyond_eight_are_moved()
    {
        long[] lengths = [2, 1, 1, 1, 1, 1, 1, 1, 3];
        OnnxDimension[] input = [.. lengths.Select(length => (OnnxDimension)length)];
        OnnxModelBuilder model = Model(input, [.. input.Reverse()]).Node("Transpose", ["x"], ["y"]);

        await AssertRuns(model, [TestTensor.Create([0f, 1f, 2f, 3f, 4f, 5f], lengths)], [TestTensor.Create([0f, 3f, 1f, 4f, 2f, 5f], [.. lengths.Reverse()])]);
    }

    [Fact]
    public async Task Input_of_unknown_rank_takes_many_axes()
    {
        OnnxModelBuilder model = new OnnxModelBuilder("m", opset: 20, irVersion: 9)
            .Input("x", OnnxTypes.TensorOfUnknownRank(ElementType.Float32))
            .Output("y", OnnxTypes.TensorOfUnknownRank(ElementType.Float32))
            .Node("Identity", ["x"], ["y"]);
        foreach (long[] lengths in (long[][])[[0], [2, 0, 3], [1, 1, 1, 1, 1, 1, 1, 2, 1]])
        {
            TestTensor tensor = TestTensor.Create(Numbers(lengths), lengths);
            await AssertRuns(model, [tensor], [tensor]);
        }
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 0)]
    [InlineData(0, 0)]
    public async Task Empty_tensors_are_computed_with(int rows, int columns)
    {
        OnnxModelBuilder model = Model(["rows", "columns"], ["rows", 2]).Input("w", ElementType.Float32, "columns", 2).Node("MatMul", ["x", "w"], ["y"]);
        TestTensor x = TestTensor.Create(Numbers([rows, columns]), rows, columns);
        TestTensor w = TestTensor.Create(Numbers([columns, 2]), columns, 2);

        // A product over nothing is 0.
        float[] expected = columns == 0 ? new float[rows * 2] : [];
        await AssertRuns(model, [x, w], [TestTensor.Create(expected, rows, 2)]);
    }

    [Fact]
    public async Task NonZero_gives_as_many_columns_as_the_data_say()
    {
        OnnxModelBuilder model = new OnnxModelBuilder("m", opset: 20, irVersion: 9)
            .Input("x", ElementType.Float32, "rows", 2)
            .Output("y", ElementType.Int64, 2, "found")
            .Node("NonZero", ["x"], ["y"]);

        await AssertRuns(
            model,
            ([TestTensor.Create([1f, 0f, 0f, 2f], 2, 2)], [TestTensor.Create([0L, 1L, 0L, 1L], 2, 2)]),
            ([TestTensor.Create([0f, 0f, 0f, 2f], 2, 2)], [TestTensor.Create([1L, 1L], 2, 1)]),
            ([TestTensor.Create([0f, 0f, 0f, 0f], 2, 2)], [TestTensor.Create(Array.Empty<long>(), 2, 0)]),
            ([TestTensor.Create([1f, 1f, 1f, 1f], 2, 2)], [TestTensor.Create([0L, 0L, 1L, 1L, 0L, 1L, 0L, 1L], 2, 4)]));
    }

    [Fact]
    public async Task Unique_gives_four_outputs_of_lengths_of_their_own()
    {
        OnnxModelBuilder model = new OnnxModelBuilder("m", opset: 20, irVersion: 9)
            .Input("x", ElementType.Int64, "n")
            .Output("values", ElementType.Int64, "found")
            .Output("first", ElementType.Int64, "found")
            .Output("inverse", ElementType.Int64, "n")
            .Output("counts", ElementType.Int64, "found")
            .Node("Unique", ["x"], ["values", "first", "inverse", "counts"]);

        await AssertRuns(
            model,
            ([Longs(3, 1, 3, 2)], [Longs(1, 2, 3), Longs(1, 3, 0), Longs(2, 0, 2, 1), Longs(1, 1, 2)]),
            ([Longs(7, 7, 7, 7)], [Longs(7), Longs(0), Longs(0, 0, 0, 0), Longs(4)]));
    }

    [Fact]
    public async Task NonMaxSuppression_gives_what_is_left_of_the_boxes()
    {
        OnnxModelBuilder model = new OnnxModelBuilder("m", opset: 20, irVersion: 9)
            .Input("boxes", ElementType.Float32, "batch", "boxes", 4)
            .Input("scores", ElementType.Float32, "batch", "classes", "boxes")
            .Output("selected", ElementType.Int64, "selected", 3)
            .Initializer("most", [10L], [1])
            .Initializer("overlap", [0.5f], [1])
            .Initializer("least", [0.1f], [1])
            .Node("NonMaxSuppression", ["boxes", "scores", "most", "overlap", "least"], ["selected"]);
        TestTensor apart = TestTensor.Create([0f, 0f, 1f, 1f, 5f, 5f, 6f, 6f], 1, 2, 4);
        TestTensor same = TestTensor.Create([0f, 0f, 1f, 1f, 0f, 0f, 1f, 1f], 1, 2, 4);

        await AssertRuns(
            model,
            ([apart, TestTensor.Create([0.9f, 0.8f], 1, 1, 2)], [TestTensor.Create([0L, 0L, 0L, 0L, 0L, 1L], 2, 3)]),
            ([same, TestTensor.Create([0.8f, 0.9f], 1, 1, 2)], [TestTensor.Create([0L, 0L, 1L], 1, 3)]),
            ([same, TestTensor.Create([0f, 0f], 1, 1, 2)], [TestTensor.Create(Array.Empty<long>(), 0, 3)]));
    }

    [Fact]
    public async Task Model_without_inputs_gives_its_constants()
    {
        OnnxModelBuilder model = new OnnxModelBuilder("m", opset: 20, irVersion: 9)
            .Output("y", ElementType.Float32, 3)
            .Output("scalar", ElementType.Float32)
            .Initializer("constant", [1f, 2f, 3f], 3)
            .Node("Identity", ["constant"], ["y"])
            .Node("ReduceSum", ["constant"], ["scalar"], OnnxAttributes.Int("keepdims", 0));

        await AssertRuns(model, [], [TestTensor.Create([1f, 2f, 3f], 3), TestTensor.Create([6f])]);
    }

    [Theory]
    [InlineData(ElementType.Float8E4M3FN)]
    [InlineData(ElementType.Int4)]
    [InlineData(ElementType.UInt2)]
    [InlineData(ElementType.String)]
    public async Task Inputs_with_a_default_may_be_left_out_in_every_element_type(ElementType type)
    {
        TestTensor given = ElementCases.Tensor(type, 6);
        TensorProto initial = TensorFile.ToProto(given, "x");
        OnnxModelBuilder model = new OnnxModelBuilder("m", opset: 25, irVersion: 12)
            .Input("x", type, 6)
            .Output("y", type == ElementType.String ? type : ElementType.Float32, 6)
            .Initializer(initial);
        model = type == ElementType.String
            ? model.Node("Identity", ["x"], ["y"])
            : model.Node("Cast", ["x"], ["y"], OnnxAttributes.Int("to", (long)ElementType.Float32));
        TestTensor zeros = type == ElementType.String ? new TestTensor([6], ["", "", "", "", "", ""]) : new TestTensor(type, [6], new byte[given.Data.Length]);

        await AssertRuns(model, ([null], [Result(given)]), ([zeros], [Result(zeros)]), ([null], [Result(given)]));

        static TestTensor Result(TestTensor tensor) => tensor.ElementType == ElementType.String
            ? tensor
            : TestTensor.Create([.. tensor.ToDoubles().Select(value => (float)value)], 6);
    }

    public void Dispose() => _folder.Dispose();

    private static OnnxModelBuilder Model(OnnxDimension[] input, OnnxDimension[] output) => new OnnxModelBuilder("m", opset: 20, irVersion: 9)
        .Input("x", ElementType.Float32, input)
        .Output("y", ElementType.Float32, output);

    private static float[] Numbers(long[] lengths) =>
        [.. Enumerable.Range(0, (int)lengths.Aggregate(1L, (product, length) => product * length)).Select(value => (float)value)];

    private static TestTensor Longs(params long[] values) => TestTensor.Create(values, values.Length);

    private Task AssertRuns(OnnxModelBuilder model, TestTensor[] inputs, TestTensor[] expected) => AssertRuns(model, (inputs, expected));

    // One model after the other through every way to run, so that what one run teaches of shapes meets the data of the next.
    private async Task AssertRuns(OnnxModelBuilder builder, params (TestTensor?[] Inputs, TestTensor[] Expected)[] runs)
    {
        GeneratedModel model = GeneratedModel.Save(_folder, "Case", builder);
        using GeneratedProject project = GeneratedProject.Compile([model]);
        ModelDriver driver = project.Driver("Case");
        using IDisposable loaded = driver.Load(model.Path);
        for (int turn = 0; turn < 2; turn++)
        {
            foreach ((TestTensor?[] inputs, TestTensor[] expected) in runs)
            {
                AssertSame(expected, driver.Run(loaded, inputs));
                AssertSame(expected, await driver.RunAsync(loaded, inputs));
                if (driver.RunBound(loaded, inputs) is { } bound)
                {
                    AssertSame(expected, bound);
                }
            }
        }
    }

    private static void AssertSame(TestTensor[] expected, TestTensor?[] actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            ToleranceComparer.Exact.AssertEqual(expected[i], actual[i]!, $"output {i}");
        }
    }
}
