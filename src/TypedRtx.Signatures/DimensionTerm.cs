namespace TypedRtx.Signatures;

/// <summary>A coefficient times factors; the factors stand in ordinal order of their text.</summary>
internal sealed class DimensionTerm(long coefficient, IReadOnlyList<DimensionFactor> factors)
{
    public long Coefficient { get; } = coefficient;

    public IReadOnlyList<DimensionFactor> Factors { get; } = factors;

    /// <summary>Equal for terms that can be added by adding their coefficients.</summary>
    public string Key { get; } = string.Join("*", factors.Select(factor => factor.Text));

    /// <summary>How deep divisions nest.</summary>
    public int Depth { get; } = factors.Count == 0 ? 0 : factors.Max(factor => factor.Depth);

    public IEnumerable<string> Symbols => Factors.SelectMany(factor => factor.Symbols);
}

/// <summary>A symbol, or a floor division that does not come out even.</summary>
internal sealed class DimensionFactor
{
    public DimensionFactor(string symbol)
    {
        Symbol = symbol;
        Text = DimensionText.Name(symbol);
    }

    public DimensionFactor(DimensionExpression dividend, DimensionExpression divisor)
    {
        Dividend = dividend;
        Divisor = divisor;
        Depth = 1 + Math.Max(DepthOf(dividend), DepthOf(divisor));
        Text = $"({DimensionText.Operand(dividend)} / {DimensionText.Operand(divisor)})";
    }

    public string? Symbol { get; }

    public DimensionExpression? Dividend { get; }

    public DimensionExpression? Divisor { get; }

    public string Text { get; }

    /// <summary>How deep divisions nest.</summary>
    public int Depth { get; }

    public IEnumerable<string> Symbols => Symbol is not null ? [Symbol] : Dividend!.Symbols.Concat(Divisor!.Symbols);

    private static int DepthOf(DimensionExpression expression) =>
        expression.Terms.Select(term => term.Depth).DefaultIfEmpty().Max();
}
