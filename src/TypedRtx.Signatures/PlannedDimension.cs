namespace TypedRtx.Signatures;

/// <summary>One dimension, compiled to indexes of free symbols so that evaluating it allocates nothing.</summary>
public sealed class PlannedDimension : IEquatable<PlannedDimension>
{
    private readonly PlannedTerm[] _terms;

    private PlannedDimension(string text, long? constant, int symbol, PlannedTerm[]? terms)
    {
        Text = text;
        Constant = constant ?? -1;
        Symbol = symbol;
        IsKnown = constant is not null || symbol >= 0 || terms is not null;
        _terms = terms ?? [];
    }

    /// <summary>The dimension as messages show it.</summary>
    public string Text { get; }

    /// <summary>The length when it is fixed; otherwise -1.</summary>
    public long Constant { get; }

    /// <summary>The index of the free symbol that this dimension is; -1 when it is none or arithmetic.</summary>
    public int Symbol { get; }

    /// <summary>Whether the length follows from the free symbols at all.</summary>
    public bool IsKnown { get; }

    /// <summary>Whether the smallest and the largest value over a box of symbols are found at its corners.</summary>
    internal bool IsExtremeAtCorners => _terms.Length == 0 || PlannedTerm.AreExtremeAtCorners(_terms);

    /// <summary>The length for given symbol values; -1 when a symbol that it needs is unknown (negative) or it overflows.</summary>
    /// <param name="symbols">One value per free symbol.</param>
    public long Evaluate(ReadOnlySpan<int> symbols)
    {
        if (Constant >= 0)
        {
            return Constant;
        }

        if (Symbol >= 0)
        {
            return symbols[Symbol];
        }

        return IsKnown && PlannedTerm.TrySum(_terms, symbols, out long value) && value >= 0 ? value : -1;
    }

    /// <summary>
    /// Finds the one unknown symbol whose value makes this dimension a given length, where the expression is linear in it.
    /// </summary>
    /// <param name="symbols">One value per free symbol, negative where unknown.</param>
    /// <param name="length">The length to reach.</param>
    /// <param name="symbol">The index of the solved symbol.</param>
    /// <param name="value">Its value; negative when no whole, non-negative number gives the length.</param>
    /// <returns>Whether there is exactly one unknown symbol and the expression is linear in it.</returns>
    public bool TrySolve(ReadOnlySpan<int> symbols, long length, out int symbol, out long value)
    {
        symbol = Symbol;
        value = length;
        if (Symbol >= 0)
        {
            return symbols[Symbol] < 0;
        }

        return IsKnown && Constant < 0 && PlannedTerm.TrySolve(_terms, symbols, length, out symbol, out value);
    }

    /// <summary>Whether a free symbol occurs in this dimension.</summary>
    /// <param name="symbol">The index of the symbol.</param>
    public bool DependsOn(int symbol) => Symbol == symbol || Array.Exists(_terms, term => term.DependsOn(symbol));

    /// <inheritdoc />
    public bool Equals(PlannedDimension? other) =>
        other is not null && other.Text == Text && other.Constant == Constant && other.Symbol == Symbol && other.IsKnown == IsKnown;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as PlannedDimension);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <summary>The same as <see cref="Text"/>.</summary>
    public override string ToString() => Text;

    /// <summary>What the arithmetic gives, also where it is no length; false where a divisor is 0 or it overflows.</summary>
    internal bool TryEvaluate(ReadOnlySpan<int> symbols, out long value)
    {
        value = Constant >= 0 ? Constant : Symbol >= 0 ? symbols[Symbol] : 0;
        return IsKnown && (Constant >= 0 || Symbol >= 0 || PlannedTerm.TrySum(_terms, symbols, out value));
    }

    internal static PlannedDimension Unknown(string text) => new(text, null, -1, null);

    internal static PlannedDimension OfSymbol(string text, int symbol) => new(text, null, symbol, null);

    internal static PlannedDimension Of(DimensionExpression expression, Func<string, int> indexOf) => expression switch
    {
        // No tensor has an axis of a negative length, so nothing is known of one whose arithmetic comes out as that.
        { IsConstant: true, ConstantValue: < 0 } => Unknown(expression.ToString()),
        { IsConstant: true } => new(expression.ToString(), expression.ConstantValue, -1, null),
        { SymbolName: { } name } => new(expression.ToString(), null, indexOf(name), null),
        _ => new(expression.ToString(), null, -1, PlannedTerm.Compile(expression, indexOf)),
    };
}
