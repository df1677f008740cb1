using TypedRtx.Signatures;

namespace TypedRtx.EndToEnd.Tests.Shapes;

/// <summary>How much of a model's outputs a plan knows.</summary>
/// <param name="KnownOutputs">Outputs whose every dimension is known.</param>
/// <param name="Outputs">Outputs.</param>
/// <param name="KnownDimensions">Dimensions that are known.</param>
/// <param name="Dimensions">Dimensions; an output of unknown rank counts as one.</param>
internal readonly record struct ShapeCoverage(int KnownOutputs, int Outputs, int KnownDimensions, int Dimensions)
{
    /// <summary>What a plan knows.</summary>
    public static ShapeCoverage Of(ShapePlan plan) => new(
        plan.Outputs.Count(IsKnown),
        plan.Outputs.Count,
        plan.Outputs.Sum(shape => shape?.Dimensions.Count(dimension => dimension.IsKnown) ?? 0),
        plan.Outputs.Sum(shape => shape?.Rank ?? 1));

    /// <summary>Whether every dimension is known.</summary>
    public static bool IsKnown(PlannedShape? shape) => shape is not null && shape.Dimensions.All(dimension => dimension.IsKnown);

    /// <inheritdoc />
    public override string ToString() => $"{KnownOutputs}/{Outputs} outputs, {KnownDimensions}/{Dimensions} dimensions";
}
