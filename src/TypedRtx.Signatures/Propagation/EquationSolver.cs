namespace TypedRtx.Signatures;

/// <summary>Turns equal lengths into one symbol that follows from the others.</summary>
internal sealed class EquationSolver(SymbolOrder order)
{
    /// <summary>
    /// A symbol and what it equals, so that two lengths are equal; null when they are equal already, or no symbol can be told
    /// from the others without a division.
    /// </summary>
    public SymbolRelation? Solve(DimensionExpression left, DimensionExpression right)
    {
        DimensionExpression difference = left - right;
        long common = difference.Terms.Aggregate(0L, (gcd, term) => Gcd(gcd, term.Coefficient));
        SymbolRelation? best = null;
        foreach (DimensionTerm term in difference.Terms)
        {
            if (term.Factors is not [{ Symbol: { } symbol }] || (term.Coefficient != common && term.Coefficient != -common)
                || difference.Terms.Any(other => !ReferenceEquals(other, term) && other.Symbols.Contains(symbol)))
            {
                continue;
            }

            DimensionExpression rest = difference - (DimensionExpression.Symbol(symbol) * DimensionExpression.Constant(term.Coefficient));
            SymbolRelation candidate = new(symbol, rest / DimensionExpression.Constant(checked(-term.Coefficient)));
            if (best is null || order.Compare(candidate, best) > 0)
            {
                best = candidate;
            }
        }

        return best;
    }

    private static long Gcd(long left, long right)
    {
        while (right != 0)
        {
            (left, right) = (right, right == -1 ? 0 : left % right);
        }

        return left == long.MinValue ? throw new OverflowException() : Math.Abs(left);
    }
}
