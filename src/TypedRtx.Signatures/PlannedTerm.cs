namespace TypedRtx.Signatures;

/// <summary>A coefficient times symbols (by index) and floor divisions.</summary>
internal sealed class PlannedTerm
{
    private readonly long _coefficient;
    private readonly int[] _symbols;
    private readonly (PlannedTerm[] Dividend, PlannedTerm[] Divisor)[] _quotients;

    private PlannedTerm(long coefficient, int[] symbols, (PlannedTerm[], PlannedTerm[])[] quotients)
    {
        _coefficient = coefficient;
        _symbols = symbols;
        _quotients = quotients;
    }

    public static PlannedTerm[] Compile(DimensionExpression expression, Func<string, int> indexOf) =>
    [
        .. expression.Terms.Select(term => new PlannedTerm(
            term.Coefficient,
            [.. term.Factors.Where(factor => factor.Symbol is not null).Select(factor => indexOf(factor.Symbol!))],
            [
                .. term.Factors.Where(factor => factor.Symbol is null)
                    .Select(factor => (Compile(factor.Dividend!, indexOf), Compile(factor.Divisor!, indexOf))),
            ])),
    ];

    public static bool TrySum(PlannedTerm[] terms, ReadOnlySpan<int> symbols, out long sum)
    {
        sum = 0;
        foreach (PlannedTerm term in terms)
        {
            if (!term.TryEvaluate(symbols, skip: -1, out long value) || !TryAdd(sum, value, out sum))
            {
                return false;
            }
        }

        return true;
    }

    public static bool TrySolve(PlannedTerm[] terms, ReadOnlySpan<int> symbols, long length, out int symbol, out long value)
    {
        symbol = -1;
        value = -1;
        foreach (PlannedTerm term in terms)
        {
            if (!term.TryFindUnknown(symbols, ref symbol))
            {
                return false;
            }
        }

        if (symbol < 0)
        {
            return false;
        }

        long slope = 0;
        long rest = 0;
        foreach (PlannedTerm term in terms)
        {
            bool holdsUnknown = Array.IndexOf(term._symbols, symbol) >= 0;
            if (!term.TryEvaluate(symbols, holdsUnknown ? symbol : -1, out long part)
                || !(holdsUnknown ? TryAdd(slope, part, out slope) : TryAdd(rest, part, out rest)))
            {
                return false;
            }
        }

        // The smallest number has no opposite, and dividing it by -1 is an error.
        if (slope == 0 || rest == long.MinValue || !TryAdd(length, -rest, out long difference) || difference == long.MinValue)
        {
            return false;
        }

        value = difference % slope == 0 ? difference / slope : -1;
        return true;
    }

    /// <summary>
    /// Whether the sum rises or falls with each symbol while the others stand still, so that its extremes over a box are at
    /// the corners. False where that is not plain to see.
    /// </summary>
    public static bool AreExtremeAtCorners(PlannedTerm[] terms) =>
        Array.TrueForAll(terms, term => Array.TrueForAll(term._quotients, IsMonotone))
        && Array.TrueForAll(terms, term => Array.TrueForAll(term.AllSymbols(), symbol => IsMonotone(terms, symbol)));

    public bool DependsOn(int symbol) =>
        Array.IndexOf(_symbols, symbol) >= 0
        || Array.Exists(_quotients, quotient => DependsOn(quotient, symbol));

    // Division by what changes may change its sign.
    private static bool IsMonotone((PlannedTerm[] Dividend, PlannedTerm[] Divisor) quotient) =>
        AreExtremeAtCorners(quotient.Dividend) && Array.TrueForAll(quotient.Divisor, term => term.AllSymbols().Length == 0);

    // Linear in the symbol, or in it once: n*n - 4*n and n - 2*(n / 2) turn round somewhere.
    private static bool IsMonotone(PlannedTerm[] terms, int symbol)
    {
        PlannedTerm[] holders = Array.FindAll(terms, term => term.DependsOn(symbol));
        return holders.Length == 1
            ? holders[0].HoldsOnce(symbol) || Array.TrueForAll(holders[0]._quotients, quotient => !DependsOn(quotient, symbol))
            : Array.TrueForAll(holders, term =>
                Array.IndexOf(term._symbols, symbol) == Array.LastIndexOf(term._symbols, symbol)
                && Array.TrueForAll(term._quotients, quotient => !DependsOn(quotient, symbol)));
    }

    private static bool DependsOn((PlannedTerm[] Dividend, PlannedTerm[] Divisor) quotient, int symbol) =>
        Array.Exists(quotient.Dividend, term => term.DependsOn(symbol)) || Array.Exists(quotient.Divisor, term => term.DependsOn(symbol));

    private bool HoldsOnce(int symbol) =>
        _symbols.Count(index => index == symbol) + _quotients.Count(quotient => DependsOn(quotient, symbol)) == 1;

    private int[] AllSymbols() =>
    [
        .. _symbols,
        .. _quotients.SelectMany(quotient => quotient.Dividend.Concat(quotient.Divisor)).SelectMany(term => term.AllSymbols()),
    ];

    private bool TryFindUnknown(ReadOnlySpan<int> symbols, ref int unknown)
    {
        int seen = 0;
        foreach (int index in _symbols)
        {
            if (symbols[index] >= 0)
            {
                continue;
            }

            if ((unknown >= 0 && unknown != index) || ++seen > 1)
            {
                return false;
            }

            unknown = index;
        }

        foreach ((PlannedTerm[] dividend, PlannedTerm[] divisor) in _quotients)
        {
            if (!TrySum(dividend, symbols, out _) || !TrySum(divisor, symbols, out _))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryEvaluate(ReadOnlySpan<int> symbols, int skip, out long product)
    {
        product = _coefficient;
        foreach (int index in _symbols)
        {
            if (index == skip)
            {
                continue;
            }

            if (symbols[index] < 0 || !TryMultiply(product, symbols[index], out product))
            {
                return false;
            }
        }

        foreach ((PlannedTerm[] dividend, PlannedTerm[] divisor) in _quotients)
        {
            if (!TrySum(dividend, symbols, out long above) || !TrySum(divisor, symbols, out long below) || below == 0
                || (above == long.MinValue && below == -1)
                || !TryMultiply(product, DimensionAlgebra.FloorDivide(above, below), out product))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryAdd(long left, long right, out long sum)
    {
        sum = unchecked(left + right);
        return ((left ^ sum) & (right ^ sum)) >= 0;
    }

    private static bool TryMultiply(long left, long right, out long product)
    {
        product = unchecked(left * right);
        return left == 0 || (!(left == -1 && right == long.MinValue) && product / left == right);
    }
}
