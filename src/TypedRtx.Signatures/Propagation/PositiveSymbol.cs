namespace TypedRtx.Signatures;

/// <summary>
/// Symbols that are at least 1 while a case is looked at. They carry a mark in their name, so that arithmetic stays what it
/// is and needs no table beside it. A NUL cannot be in a name that was read from a model.
/// </summary>
internal static class PositiveSymbol
{
    private const char Mark = '\0';

    public static bool Is(string symbol) => symbol.Length > 0 && symbol[symbol.Length - 1] == Mark;

    public static DimensionExpression Of(string symbol) => DimensionExpression.Symbol(symbol + Mark);

    /// <summary>The expression without marks.</summary>
    public static DimensionExpression Unmark(DimensionExpression expression) =>
        expression.Replace(symbol => DimensionExpression.Symbol(Is(symbol) ? symbol.Substring(0, symbol.Length - 1) : symbol));
}
