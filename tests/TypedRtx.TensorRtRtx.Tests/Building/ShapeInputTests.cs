using TypedRtx.Signatures;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Inputs whose values are shapes.</summary>
public sealed class ShapeInputTests
{
    [Fact]
    public void Shape_without_values_gets_default_ranges() =>
        Assert.NotEmpty(RealLibrary.Build(RealLibrary.Request(BuildModels.Expansion())));

    [Fact]
    public void Shape_gets_the_ranges_given() => Assert.NotEmpty(RealLibrary.Build(
        Request(new SymbolRange("rows", 1, 2, 4), new SymbolRange("columns", 6, 6, 6))));

    [Fact]
    public void Default_ranges_that_contradict_the_model_point_to_where_values_are_given()
    {
        EngineBuildException refusal = RealLibrary.Refusal(RealLibrary.Request(BuildModels.Reshaping(), "n=1..2..4"));

        Assert.Contains("EngineBuildRequest.ShapeValues", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_ranges_are_told()
    {
        EngineBuildException refusal = RealLibrary.Refusal(Request(new SymbolRange("rows", 1, 2, 4)));

        Assert.Contains("'shape' has 2 elements and 1 ranges", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Range_out_of_order_is_told()
    {
        EngineBuildException refusal = RealLibrary.Refusal(Request(new SymbolRange("rows", 5, 2, 4), new SymbolRange("columns", 6, 6, 6)));

        Assert.Contains("element 0 with the range rows=5..2..4", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_an_input_that_is_no_shape_are_refused()
    {
        EngineBuildRequest request = RealLibrary.Request(BuildModels.Expansion()) with
        {
            ShapeValues = new Dictionary<string, IReadOnlyList<SymbolRange>> { ["x"] = [new SymbolRange("x", 1, 1, 1)] },
        };

        Assert.Contains("'x' is no input whose values decide shapes (those are 'shape')", RealLibrary.Refusal(request).Message, StringComparison.Ordinal);
    }

    private static EngineBuildRequest Request(params SymbolRange[] values) => RealLibrary.Request(BuildModels.Reshaping(), "n=1..2..4") with
    {
        ShapeValues = new Dictionary<string, IReadOnlyList<SymbolRange>> { ["shape"] = values },
    };
}
