using System.Globalization;
using TypedRtx.Signatures;

namespace TypedRtx.EndToEnd.Tests.Shapes;

/// <summary>
/// Compares the shapes of real outputs with what a plan says of them. What the plan leaves open is never wrong, and neither
/// is what comes out as a negative length, which callers take as not known.
/// </summary>
internal static class ShapeDifference
{
    /// <summary>One line for each rank and dimension that is not as planned.</summary>
    /// <param name="model">What to call the model.</param>
    /// <param name="inferred">The plan.</param>
    /// <param name="symbols">A value for each free symbol.</param>
    /// <param name="found">The real shapes; null for an output that is no tensor.</param>
    public static IEnumerable<(int Output, string Text)> Find(string model, InferredModel inferred, int[] symbols, IReadOnlyList<long[]?> found)
    {
        for (int i = 0; i < found.Count; i++)
        {
            if (inferred.Plan.Outputs[i] is not { } planned || found[i] is not { } shape)
            {
                continue;
            }

            string output = $"{model}: output '{inferred.Signature.Outputs[i].Name}'";
            if (planned.Rank != shape.Length)
            {
                yield return (i, $"{output}: planned [{string.Join(", ", planned.Dimensions)}], found {Text(shape, inferred.Plan, symbols)}");
                continue;
            }

            for (int axis = 0; axis < shape.Length; axis++)
            {
                long expected = planned.Dimensions[axis].Evaluate(symbols);
                if (expected >= 0 && expected != shape[axis])
                {
                    yield return (i, string.Create(
                        CultureInfo.InvariantCulture,
                        $"{output} axis {axis}: '{planned.Dimensions[axis]}' is {expected}, found {shape[axis]} of {Text(shape, inferred.Plan, symbols)}"));
                }
            }
        }
    }

    /// <summary>The values of the symbols as text.</summary>
    public static string With(ShapePlan plan, int[] symbols) =>
        symbols.Length == 0 ? "" : $" with {string.Join(", ", plan.Symbols.Select((symbol, i) => $"{symbol.Name} = {symbols[i]}"))}";

    private static string Text(long[] shape, ShapePlan plan, int[] symbols) => $"[{string.Join(", ", shape)}]{With(plan, symbols)}";
}
