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

        // Backwards, the runtime takes the largest numbers for the front, where one would expect the back.
        if (Lengths.ConstantOf(end) >= Far)
        {
            return null;
        }

        DimensionExpression? back = Lengths.Subtract(CutBack(start, length, least: 0), CutBack(end, length, least: -1));
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

    /// <summary>The bound of a slice that goes backwards: from a least one to the last element.</summary>
    private static DimensionExpression? CutBack(DimensionExpression bound, DimensionExpression length, long least)
    {
        DimensionExpression last = length - Lengths.One;
        if (Lengths.IsAtLeast(bound, 0))
        {
            return Lengths.ConstantOf(bound) >= Far || Lengths.IsAtLeast(bound - last, 0) ? last
                : Lengths.IsAtLeast(last - bound, 0) ? bound
                : null;
        }

        DimensionExpression lowest = DimensionExpression.Constant(least);
        if (Lengths.ConstantOf(bound) <= -Far)
        {
            return lowest;
        }

        // An axis without elements stays so, whatever the bounds are: -1 then means what lies before it.
        DimensionExpression fromFront = length + bound;
        return !Lengths.IsAtLeast(Lengths.Zero - bound, 1) ? null
            : Lengths.IsAtLeast(lowest - fromFront, 0) ? lowest
            : Lengths.ConstantOf(bound) == -1 || Lengths.IsAtLeast(fromFront, 0) ? fromFront
            : null;
    }

    private static DimensionExpression? NotNegative(DimensionExpression? length) =>
        Lengths.IsAtLeast(length, 0) ? length : length is { IsConstant: true } ? Lengths.Zero : null;
}
