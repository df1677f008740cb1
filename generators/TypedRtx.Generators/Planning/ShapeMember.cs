using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>An output whose shape follows from the symbols before any run.</summary>
/// <param name="Output">The output, or several.</param>
/// <param name="Arithmetic">The shape in terms of the free symbols: <c>[batch, 3, 4 * height]</c>.</param>
/// <param name="IsIndexed">Whether it stands for several outputs whose shapes differ.</param>
internal sealed record ShapeMember(TensorSpec Output, string Arithmetic, bool IsIndexed)
{
    /// <summary>The members of a model.</summary>
    public static EquatableArray<ShapeMember> From(ShapePlan shapes, EquatableArray<TensorSpec> outputs) => outputs
        .Where(output => output.Indexes.All(index => shapes.Outputs[index] is { } shape && shape.Dimensions.All(dimension => dimension.IsKnown)))
        .Select(output => new ShapeMember(
            output,
            $"[{string.Join(", ", shapes.Outputs[output.Index]!.Dimensions.Select(dimension => dimension.Text))}]",
            output.Indexes.Any(index => !shapes.Outputs[index]!.Equals(shapes.Outputs[output.Index]))))
        .ToEquatableArray();
}
