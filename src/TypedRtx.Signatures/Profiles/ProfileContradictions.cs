namespace TypedRtx.Signatures;

/// <summary>Finds where a profile and the arithmetic of a model cannot both be right, and shows the arithmetic.</summary>
internal static class ProfileContradictions
{
    private static readonly (string Name, Func<SymbolRange, int> Of)[] Points =
        [("min", range => range.Min), ("opt", range => range.Opt), ("max", range => range.Max)];

    /// <summary>Why what a profile says of a symbol that follows from others is not so; null when it may be.</summary>
    public static string? Find(ParsedRange said, PlannedDimension value, IReadOnlyList<SymbolRange> ranges)
    {
        long[] points = new long[Points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            // What cannot be computed is reported for the axes that are so long, or is not known.
            if (!value.TryEvaluate(ProfileArithmetic.Point(ranges, Points[i].Of), out points[i]))
            {
                return null;
            }
        }

        (int min, int opt, int max) = (said.Range.Min, said.Range.Opt, said.Range.Max);
        bool holdsPoints = points.All(point => point >= min && point <= max);
        bool fits = holdsPoints && (!said.StatesOpt || opt == points[1]);
        long low = points.Min();
        long high = points.Max();
        if (ProfileArithmetic.TryCorners(value, ranges, out long least, out long most) && value.IsExtremeAtCorners)
        {
            fits = fits && min >= Math.Max(0, least) && max <= most;
            (low, high) = (Math.Max(0, least), most);
        }

        return fits
            ? null
            : $"{ProfileText.Name(said.Range.Symbol)} = {value.Text} is {Lengths(said, low, points[1], high)} at the corners"
                + $"{With(value, ranges, range => ProfileText.Lengths(range.Min, range.Opt, range.Max))}, the profile says "
                + Lengths(said, min, opt, max);
    }

    /// <summary>The axes that have no length at the min, the opt or the max, each arithmetic once.</summary>
    public static IEnumerable<string> ImpossibleAxes(ProfileModel model, IReadOnlyList<SymbolRange> ranges)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach ((string tensor, PlannedShape shape) in Shapes(model))
        {
            for (int axis = 0; axis < shape.Rank; axis++)
            {
                PlannedDimension dimension = shape.Dimensions[axis];
                if (dimension is { IsKnown: true, Constant: < 0, Symbol: < 0 }
                    && !seen.Contains(dimension.Text)
                    && Impossible(dimension, ranges) is { } reason)
                {
                    seen.Add(dimension.Text);
                    yield return $"axis {DimensionExpression.Number(axis)} of {tensor} is {dimension.Text}, which {reason}";
                }
            }
        }
    }

    // Corners where one symbol is small and another large may be lengths that never meet, so only three points count.
    private static string? Impossible(PlannedDimension dimension, IReadOnlyList<SymbolRange> ranges)
    {
        foreach ((string name, Func<SymbolRange, int> length) in Points)
        {
            string where = $"at the {name} of the profile{With(dimension, ranges, range => DimensionExpression.Number(length(range)))}";
            if (!dimension.TryEvaluate(ProfileArithmetic.Point(ranges, length), out long value))
            {
                return $"cannot be computed {where}: it divides by 0, or leaves 64 bits";
            }

            if (value is < 0 or > int.MaxValue)
            {
                return $"is {DimensionExpression.Number(value)} {where}, no length from 0 to {DimensionExpression.Number(int.MaxValue)}";
            }
        }

        return null;
    }

    private static IEnumerable<(string Tensor, PlannedShape Shape)> Shapes(ProfileModel model)
    {
        for (int i = 0; i < model.Plan.Inputs.Count; i++)
        {
            if (model.Plan.Inputs[i] is { } shape)
            {
                yield return ($"input {SignatureText.Quote(model.Signature.Inputs[i].Name)}", shape);
            }
        }

        for (int i = 0; i < model.Plan.Outputs.Count; i++)
        {
            if (model.Plan.Outputs[i] is { } shape)
            {
                yield return ($"output {SignatureText.Quote(model.Signature.Outputs[i].Name)}", shape);
            }
        }
    }

    private static string Lengths(ParsedRange said, long min, long opt, long max) =>
        said.StatesOpt ? ProfileText.Lengths(min, opt, max) : ProfileText.Lengths(min, max, max);

    private static string With(PlannedDimension dimension, IReadOnlyList<SymbolRange> ranges, Func<SymbolRange, string> lengths)
    {
        IEnumerable<string> used = ProfileArithmetic.SymbolsOf(dimension, ranges.Count)
            .Select(symbol => $"{ProfileText.Name(ranges[symbol].Symbol)}={lengths(ranges[symbol])}");
        string list = string.Join(", ", used);
        return list.Length == 0 ? "" : $" ({list})";
    }
}
