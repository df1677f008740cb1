using TypedRtx.Signatures;

namespace TypedRtx.EndToEnd.Tests.Shapes;

/// <summary>Finds the values of the free symbols from the shapes of real inputs.</summary>
internal static class SymbolBinding
{
    /// <summary>The values; -1 for a symbol that the inputs do not decide.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="inputs">The shape of each input; null for one that is absent or no tensor.</param>
    /// <param name="contradiction">What a plan says of an input that is not so; null when all fits.</param>
    public static int[] Bind(ShapePlan plan, IReadOnlyList<long[]?> inputs, out string? contradiction)
    {
        int[] symbols = [.. Enumerable.Repeat(-1, plan.Symbols.Count)];
        bool progress = true;
        while (progress)
        {
            progress = false;
            foreach ((int input, int axis, PlannedDimension dimension) in AxesOf(plan, inputs))
            {
                if (dimension.TrySolve(symbols, inputs[input]![axis], out int symbol, out long value) && value >= 0)
                {
                    symbols[symbol] = checked((int)value);
                    progress = true;
                }
            }
        }

        contradiction = AxesOf(plan, inputs)
            .Where(place => place.Dimension.Evaluate(symbols) is >= 0 and long length && length != inputs[place.Input]![place.Axis])
            .Select(place => $"input {place.Input} axis {place.Axis}: '{place.Dimension}' is {place.Dimension.Evaluate(symbols)}, "
                + $"found {inputs[place.Input]![place.Axis]}{ShapeDifference.With(plan, symbols)}")
            .FirstOrDefault();
        return symbols;
    }

    private static IEnumerable<(int Input, int Axis, PlannedDimension Dimension)> AxesOf(ShapePlan plan, IReadOnlyList<long[]?> inputs)
    {
        for (int input = 0; input < inputs.Count; input++)
        {
            if (plan.Inputs[input] is not { } planned || inputs[input] is not { } shape || planned.Rank != shape.Length)
            {
                continue;
            }

            for (int axis = 0; axis < planned.Rank; axis++)
            {
                yield return (input, axis, planned.Dimensions[axis]);
            }
        }
    }
}
