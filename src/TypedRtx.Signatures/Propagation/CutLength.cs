namespace TypedRtx.Signatures;

/// <summary>
/// The smaller one of a length and a number, as it arises where a table of positions is cut to the length of a text. It is a
/// symbol of its own while nodes are followed, and no length that leaves the propagation holds it. A NUL begins its name, as
/// no name does that was read from a model.
/// </summary>
internal static class CutLength
{
    private const string Mark = "\0min ";
    private const int MaxTextLength = 256;

    /// <summary>The symbol; null when the number is too small for what is known of it to hold.</summary>
    public static DimensionExpression? Of(DimensionExpression length, long most) => most >= 2 && length.ToString().Length <= MaxTextLength
        ? DimensionExpression.Symbol($"{Prefix(length)}{DimensionExpression.Number(most)}")
        : null;

    /// <summary>
    /// Whether a length is another one, cut. Beside it the cut one may only be the same: cut to 2 or more, it is 1 or 0 only
    /// where both are.
    /// </summary>
    public static bool IsOf(DimensionExpression? cut, DimensionExpression? length) =>
        length is not null && cut?.SymbolName is { } name && name.StartsWith(Prefix(length), StringComparison.Ordinal);

    /// <summary>Whether an expression holds such a symbol.</summary>
    public static bool Occurs(DimensionExpression expression) =>
        expression.Terms.Any(term => term.Factors.Count > 0 && term.Symbols.Any(symbol => symbol.StartsWith(Mark, StringComparison.Ordinal)));

    private static string Prefix(DimensionExpression length) => $"{Mark}{length}\0 ";
}
