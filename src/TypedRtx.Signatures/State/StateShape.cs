namespace TypedRtx.Signatures;

/// <summary>Whether an output has the shape of an input's next value.</summary>
internal static class StateShape
{
    /// <summary>The pair; null when the types do not fit.</summary>
    public static StatePair? Fit(ModelSignature signature, ShapePlan shapes, int input, int output)
    {
        if (signature.Inputs[input].Type is not TensorType before
            || signature.Outputs[output].Type is not TensorType after
            || before.Element != after.Element
            || before.Element == ElementType.String
            || ElementTypes.BitsOf(before.Element) < 8
            || shapes.Inputs[input] is not { } from
            || shapes.Outputs[output] is not { } to
            || from.Rank != to.Rank
            || signature.Inputs[input].Name == signature.Outputs[output].Name)
        {
            return null;
        }

        int[] different = [.. Enumerable.Range(0, from.Rank).Where(axis => !AreEqual(from.Dimensions[axis], to.Dimensions[axis]))];
        if (different.Length == 0)
        {
            return StateNames.IsKept(signature.Inputs[input].Name) ? new StatePair(input, output, -1) : null;
        }

        StatePair pair = new(input, output, different[0]);
        return different.Length == 1 && StateNames.IsGrown(signature.Inputs[input].Name) && Growth(shapes, pair) is not null ? pair : null;
    }

    /// <summary>By how much the growing axis is longer after a step; null when that does not follow.</summary>
    public static DimensionExpression? Growth(ShapePlan shapes, StatePair pair)
    {
        PlannedDimension before = shapes.Inputs[pair.Input]!.Dimensions[pair.Axis];
        PlannedDimension after = shapes.Outputs[pair.Output]!.Dimensions[pair.Axis];
        if (before.Symbol < 0 || !after.IsKnown || DimensionExpression.TryParse(after.Text) is not { } to)
        {
            return null;
        }

        string length = shapes.Symbols[before.Symbol].Name;
        try
        {
            DimensionExpression growth = to - DimensionExpression.Symbol(length);
            return growth.Symbols.Contains(length) || growth is { IsConstant: true, ConstantValue: <= 0 } ? null : growth;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Why an input that looks like state is none; null for one that does not look like it.</summary>
    public static string? WhyNot(ModelSignature signature, int input, int[] named, StatePair[] fitting)
    {
        ValueSignature value = signature.Inputs[input];
        if (fitting.Length > 1)
        {
            string list = string.Join(", ", fitting.Select(pair => SignatureText.Quote(signature.Outputs[pair.Output].Name)));
            return $"outputs {list} could all follow it";
        }

        if (fitting.Length == 1)
        {
            return "it may be left out";
        }

        if (named.Length > 0 && (StateNames.IsKept(value.Name) || StateNames.IsPast(value.Name)))
        {
            ValueSignature output = signature.Outputs[named[0]];
            return $"it is {value.Type}, and output {SignatureText.Quote(output.Name)} is {output.Type}, "
                + "which is not known to be that or longer along one axis";
        }

        return named.Length == 0 && StateNames.IsPast(value.Name) ? "no output has a name that goes with it" : null;
    }

    private static bool AreEqual(PlannedDimension left, PlannedDimension right) =>
        left.Symbol >= 0 || right.Symbol >= 0
            ? left.Symbol == right.Symbol
            : left.IsKnown && right.IsKnown && left.Constant == right.Constant && left.Text == right.Text;
}
