namespace TypedRtx.Signatures;

/// <summary>How many elements of an axis lie between two bounds that are cut to the axis.</summary>
internal static class SliceLength
{
    /// <summary>Bounds from here on mean the end of the axis: exporters write the largest numbers of 32 and 64 bits.</summary>
    private const long Far = int.MaxValue;

    public static DimensionExpression? Of(DimensionExpression? length, DimensionExpression? start, DimensionExpression? end, long? step)
    {
        if (length is null || start is null || end is null || step is null or 0 or < -Far or > Far)
        {
            return null;
        }

        if (step > 0)
        {
            DimensionExpression? count = Lengths.Subtract(Cut(end, length, length), Cut(start, length, length));
            return NotNegative(Lengths.DivideUp(count, step.Value));
        }

        DimensionExpression last = length - Lengths.One;
        DimensionExpression? back = Lengths.Subtract(CutBack(start, length, last), CutBack(end, length, last));
        return NotNegative(Lengths.DivideUp(back, -step.Value));
    }

    /// <summary>The bound counted from the front, and not beyond either end of the axis.</summary>
    private static DimensionExpression? Cut(DimensionExpression bound, DimensionExpression length, DimensionExpression most)
    {
        if (Lengths.IsAtLeast(bound, 0))
        {
            return Lengths.ConstantOf(bound) >= Far || Lengths.IsAtLeast(bound - length, 0) ? most
                : Lengths.IsAtLeast(length - bound, 0) ? bound
                : length.IsConstant ? CutLength.Of(bound, length.ConstantValue)
                : null;
        }

        // Before the arithmetic, which the smallest number does not stand.
        if (Lengths.ConstantOf(bound) <= -Far)
        {
            return Lengths.Zero;
        }

        DimensionExpression fromFront = length + bound;
        return !Lengths.IsAtLeast(Lengths.Zero - bound, 1) ? null
            : Lengths.IsAtLeast(Lengths.Zero - fromFront, 0) ? Lengths.Zero
            : Lengths.IsAtLeast(fromFront, 0) ? fromFront
            : null;
    }

    /// <summary>The bound of a slice that goes backwards: from -1, which lies before the axis, to its last element.</summary>
    private static DimensionExpression? CutBack(DimensionExpression bound, DimensionExpression length, DimensionExpression last)
    {
        if (Lengths.IsAtLeast(bound, 0))
        {
            return Lengths.ConstantOf(bound) >= Far || Lengths.IsAtLeast(bound - last, 0) ? last
                : Lengths.IsAtLeast(last - bound, 0) ? bound
                : null;
        }

        if (Lengths.ConstantOf(bound) <= -Far)
        {
            return DimensionExpression.Constant(-1);
        }

        DimensionExpression fromFront = length + bound;
        return !Lengths.IsAtLeast(Lengths.Zero - bound, 1) ? null
            : Lengths.ConstantOf(bound) == -1 || Lengths.IsAtLeast(fromFront, 0) ? fromFront
            : null;
    }

    private static DimensionExpression? NotNegative(DimensionExpression? length) =>
        Lengths.IsAtLeast(length, 0) ? length : length is { IsConstant: true } ? Lengths.Zero : null;
}
