using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Shapes;

/// <summary>The judge itself: it tells wrong plans from right ones and from those that say nothing.</summary>
public sealed class ShapeDifferenceTests
{
    [Fact]
    public void Dimension_that_differs_is_named_with_its_expression_and_symbols()
    {
        InferredModel model = Stated("n + 1", "m");

        (int output, string text) = Assert.Single(ShapeDifference.Find("model", model, [3, 4], [[5, 4]]));

        Assert.Equal(0, output);
        Assert.Equal("model: output 'y' axis 0: 'n + 1' is 4, found 5 of [5, 4] with n = 3, m = 4", text);
    }

    [Fact]
    public void Rank_that_differs_is_named()
    {
        InferredModel model = Stated("n", 2);

        (_, string text) = Assert.Single(ShapeDifference.Find("model", model, [3, 4], [[3]]));

        Assert.Equal("model: output 'y': planned [n, 2], found [3] with n = 3, m = 4", text);
    }

    [Fact]
    public void Unknown_and_right_dimensions_and_outputs_that_are_no_tensors_are_never_wrong()
    {
        InferredModel model = Stated(null, "n * m");

        Assert.Empty(ShapeDifference.Find("model", model, [3, 4], [[99, 12]]));
        Assert.Empty(ShapeDifference.Find("model", model, [3, 4], [null]));
    }

    [Fact]
    public void Symbols_follow_from_inputs_and_contradictions_are_told()
    {
        ShapePlan plan = Plan(new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "2*n", "m")
            .Input("y", ElementType.Float32, "n", "m + n")
            .Output("z", ElementType.Float32)).Plan;

        Assert.Equal([3, 4], SymbolBinding.Bind(plan, [[6, 4], [3, 7]], out string? none));
        Assert.Null(none);
        SymbolBinding.Bind(plan, [[6, 4], [3, 8]], out string? contradiction);
        Assert.Equal("input 1 axis 1: 'm + n' is 7, found 8 with n = 3, m = 4", contradiction);
    }

    private static InferredModel Stated(params OnnxDimension[] output) => Plan(
        new OnnxModelBuilder().Input("x", ElementType.Float32, "n", "m").Output("y", ElementType.Float32, output));

    // What the model states, true or not.
    private static InferredModel Plan(OnnxModelBuilder builder)
    {
        ModelSignature signature = OnnxModelReader.Read(new MemoryStream(builder.ToBytes())).Signature;
        return new InferredModel(signature, ShapePlan.From(signature));
    }
}
