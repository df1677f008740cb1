namespace TypedRtx.Signatures;

/// <summary>The lengths that a symbol may have in an optimization profile, and the one to be fastest for.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Min">The smallest length, from 0.</param>
/// <param name="Opt">The length that counts most.</param>
/// <param name="Max">The largest length.</param>
public sealed record SymbolRange(string Symbol, int Min, int Opt, int Max)
{
    /// <summary>What is wrong with the order of the numbers; null when nothing is.</summary>
    internal string? Disorder =>
        Min < 0 ? $"{ProfileText.Name(Symbol)} would begin at {DimensionExpression.Number(Min)}, and no axis is shorter than 0"
        : Min > Max ? $"the min of {ProfileText.Name(Symbol)} is {DimensionExpression.Number(Min)}, above its max {DimensionExpression.Number(Max)}"
        : Min > Opt ? $"the min of {ProfileText.Name(Symbol)} is {DimensionExpression.Number(Min)}, above its opt {DimensionExpression.Number(Opt)}"
        : Opt > Max ? $"the opt of {ProfileText.Name(Symbol)} is {DimensionExpression.Number(Opt)}, above its max {DimensionExpression.Number(Max)}"
        : null;

    /// <summary>
    /// Reads <c>symbol=7</c>, <c>symbol=1..512</c> (where the largest length counts most) or <c>symbol=1..64..512</c>.
    /// A name that holds a comma, a bar, an equals sign or a quote stands in double quotes.
    /// </summary>
    /// <exception cref="ProfileFormatException">The text is no range, or its numbers are not in order.</exception>
    public static SymbolRange Parse(string text)
    {
        SymbolRange range = ProfileParser.Range(text).Range;
        return range.Disorder is { } disorder ? throw new ProfileFormatException(disorder) : range;
    }

    /// <summary>Whether a length lies in the range.</summary>
    public bool Contains(int length) => length >= Min && length <= Max;

    /// <summary>The shortest text that <see cref="Parse"/> reads back to an equal range.</summary>
    public override string ToString() => $"{ProfileText.Name(Symbol)}={ProfileText.Lengths(Min, Opt, Max)}";
}
