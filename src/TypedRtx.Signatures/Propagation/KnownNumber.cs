namespace TypedRtx.Signatures;

/// <summary>
/// An element of a tensor that decides shapes: an integer, or a real number that arises when lengths are scaled.
/// </summary>
/// <param name="Numerator">The value times <paramref name="Divisor"/>.</param>
/// <param name="Divisor">A positive number; 1 for integers. It is a fraction and not rounded.</param>
internal sealed record KnownNumber(DimensionExpression Numerator, long Divisor = 1)
{
    /// <summary>Fractions beyond these bits are not followed: floats would round what is exact here.</summary>
    private const int MaxFractionBits = 12;

    /// <summary>The largest numerator of a real constant that is followed.</summary>
    private const double MaxReal = 1 << 20;

    /// <summary>The value, when it is an integer; otherwise null.</summary>
    public DimensionExpression? Integer => Divisor == 1 ? Numerator : null;

    /// <summary>The value, when it is an integer that is a plain number; otherwise null.</summary>
    public long? Constant => Divisor == 1 && Numerator.IsConstant ? Numerator.ConstantValue : null;

    public static KnownNumber Of(long value) => new(DimensionExpression.Constant(value));

    public static KnownNumber? OrNull(DimensionExpression? value) => value is null ? null : new(value);

    /// <summary>A real number, where it is a short binary fraction; otherwise null.</summary>
    public static KnownNumber? TryOf(double value)
    {
        for (int bits = 0; bits <= MaxFractionBits; bits++)
        {
            double scaled = value * (1 << bits);
            if (scaled == Math.Floor(scaled) && Math.Abs(scaled) <= MaxReal)
            {
                return new KnownNumber(DimensionExpression.Constant((long)scaled), 1L << bits);
            }
        }

        return null;
    }
}
