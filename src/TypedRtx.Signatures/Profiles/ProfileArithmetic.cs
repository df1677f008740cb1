namespace TypedRtx.Signatures;

/// <summary>What dimensions come to over the box of lengths that a profile allows.</summary>
internal static class ProfileArithmetic
{
    // 4096 corners; no axis of a real model depends on so many symbols.
    private const int MaxSymbols = 12;

    /// <summary>The lengths at the min, the opt or the max of a profile.</summary>
    public static int[] Point(IReadOnlyList<SymbolRange> ranges, Func<SymbolRange, int> length) => [.. ranges.Select(length)];

    /// <summary>
    /// The smallest and largest value at the corners of the box; false where one cannot be computed, or there are too many
    /// corners.
    /// </summary>
    public static bool TryCorners(PlannedDimension dimension, IReadOnlyList<SymbolRange> ranges, out long min, out long max)
    {
        min = long.MaxValue;
        max = long.MinValue;
        int[] symbols = SymbolsOf(dimension, ranges.Count);
        if (symbols.Length > MaxSymbols)
        {
            return false;
        }

        int[] point = Point(ranges, range => range.Min);
        for (int corner = 0; corner < 1 << symbols.Length; corner++)
        {
            for (int i = 0; i < symbols.Length; i++)
            {
                SymbolRange range = ranges[symbols[i]];
                point[symbols[i]] = (corner >> i & 1) == 0 ? range.Min : range.Max;
            }

            if (!dimension.TryEvaluate(point, out long value))
            {
                return false;
            }

            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        return true;
    }

    /// <summary>The range of lengths that a dimension has in a profile; null where that is not known.</summary>
    public static SymbolRange? RangeOf(PlannedDimension dimension, IReadOnlyList<SymbolRange> ranges)
    {
        if (!dimension.IsExtremeAtCorners
            || !TryCorners(dimension, ranges, out long min, out long max)
            || !dimension.TryEvaluate(Point(ranges, range => range.Opt), out long opt)
            || opt < 0
            || max > int.MaxValue)
        {
            return null;
        }

        // Below 0 are lengths that do not go together, such as a past that is longer than the total.
        return new SymbolRange(dimension.Text, (int)Math.Max(0, min), (int)opt, (int)max);
    }

    /// <summary>Whether the arithmetic of a dimension gives a length at a point of a profile.</summary>
    public static bool IsLengthAt(PlannedDimension dimension, IReadOnlyList<SymbolRange> ranges, Func<SymbolRange, int> length) =>
        dimension.TryEvaluate(Point(ranges, length), out long value) && value is >= 0 and <= int.MaxValue;

    /// <summary>The symbols that a dimension depends on.</summary>
    public static int[] SymbolsOf(PlannedDimension dimension, int symbols) =>
        [.. Enumerable.Range(0, symbols).Where(dimension.DependsOn)];
}
