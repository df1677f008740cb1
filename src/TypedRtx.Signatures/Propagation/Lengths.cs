namespace TypedRtx.Signatures;

/// <summary>
/// Arithmetic on lengths of axes, null for unknown ones. A symbol is a whole number from 0, or from 1 where it is marked (<see cref="PositiveSymbol"/>); what is said here holds for
/// all of them.
/// </summary>
internal static class Lengths
{
    public static readonly DimensionExpression Zero = DimensionExpression.Constant(0);
    public static readonly DimensionExpression One = DimensionExpression.Constant(1);

    public static DimensionExpression? Add(DimensionExpression? left, DimensionExpression? right) =>
        left is null || right is null ? null : left + right;

    public static DimensionExpression? Add(DimensionExpression? left, long right) =>
        left is null ? null : left + DimensionExpression.Constant(right);

    public static DimensionExpression? Subtract(DimensionExpression? left, DimensionExpression? right) =>
        left is null || right is null ? null : left - right;

    public static DimensionExpression? Multiply(DimensionExpression? left, DimensionExpression? right) =>
        left is null || right is null ? null : left * right;

    public static DimensionExpression? Multiply(DimensionExpression? left, long right) =>
        left is null ? null : left * DimensionExpression.Constant(right);

    /// <summary>The quotient rounded down; null when the divisor is not positive.</summary>
    public static DimensionExpression? Divide(DimensionExpression? left, long right) =>
        left is null || right <= 0 ? null : left / DimensionExpression.Constant(right);

    /// <summary>The quotient rounded up; null when the divisor is not positive.</summary>
    public static DimensionExpression? DivideUp(DimensionExpression? left, long right) => Divide(Add(left, right - 1), right);

    public static DimensionExpression? Product(IEnumerable<DimensionExpression?> factors)
    {
        DimensionExpression? product = One;
        foreach (DimensionExpression? factor in factors)
        {
            product = Multiply(product, factor);
        }

        return product;
    }

    public static long? ConstantOf(DimensionExpression? length) => length is { IsConstant: true } ? length.ConstantValue : null;

    /// <summary>The number of elements where every length is a number, and small; otherwise null.</summary>
    public static long? CountOf(IReadOnlyList<DimensionExpression?>? shape)
    {
        if (shape is null)
        {
            return null;
        }

        long count = 1;
        foreach (DimensionExpression? length in shape)
        {
            if (ConstantOf(length) is not (>= 0 and <= int.MaxValue and long known) || count * known > int.MaxValue)
            {
                return null;
            }

            count *= known;
        }

        return count;
    }

    /// <summary>Whether a length is a certain number or more, whatever the symbols are.</summary>
    public static bool IsAtLeast(DimensionExpression? length, long least) => length is not null && LeastOf(length) >= least;

    /// <summary>A number that an expression does not fall below; null when there is none.</summary>
    public static long? LeastOf(DimensionExpression expression)
    {
        long sum = 0;
        foreach (DimensionTerm term in expression.Terms)
        {
            if (term.Factors.Count > 0 && term.Coefficient < 0)
            {
                return null;
            }

            long product = term.Coefficient;
            foreach (DimensionFactor factor in term.Factors)
            {
                long least = factor.Symbol is not null && PositiveSymbol.Is(factor.Symbol) ? 1 : 0;
                if (factor.Symbol is null)
                {
                    if (ConstantOf(factor.Divisor) is not (> 0 and long divisor) || LeastOf(factor.Dividend!) is not { } dividend)
                    {
                        return null;
                    }

                    least = DimensionAlgebra.FloorDivide(dividend, divisor);
                }

                if (least < 0 && term.Factors.Count > 1)
                {
                    return null;
                }

                product = checked(product * least);
            }

            sum = checked(sum + product);
        }

        return sum;
    }

    /// <summary>
    /// The length of an axis of which two tensors give one each, and one of them may have 1 where the other has more.
    /// </summary>
    public static DimensionExpression? Broadcast(DimensionExpression? left, DimensionExpression? right)
    {
        if (ConstantOf(left) == 1)
        {
            return right;
        }

        if (ConstantOf(right) == 1 || (left is not null && left == right))
        {
            return left;
        }

        // The other must be 1 or the same.
        return CutLength.IsOf(left, right) ? right
            : CutLength.IsOf(right, left) ? left
            : IsNeverOne(left) ? left : IsNeverOne(right) ? right : null;
    }

    /// <summary>The shape of an elementwise operator over tensors; null when a rank is unknown.</summary>
    public static IReadOnlyList<DimensionExpression?>? Broadcast(IEnumerable<IReadOnlyList<DimensionExpression?>?> shapes)
    {
        IReadOnlyList<DimensionExpression?> result = [];
        foreach (IReadOnlyList<DimensionExpression?>? shape in shapes)
        {
            if (shape is null)
            {
                return null;
            }

            result = Broadcast(result, shape);
        }

        return result;
    }

    private static DimensionExpression?[] Broadcast(
        IReadOnlyList<DimensionExpression?> left, IReadOnlyList<DimensionExpression?> right)
    {
        int rank = Math.Max(left.Count, right.Count);
        DimensionExpression?[] result = new DimensionExpression?[rank];
        for (int i = 0; i < rank; i++)
        {
            int l = i - (rank - left.Count);
            int r = i - (rank - right.Count);
            result[i] = l < 0 ? right[r] : r < 0 ? left[l] : Broadcast(left[l], right[r]);
        }

        return result;
    }

    private static bool IsNeverOne(DimensionExpression? length) => ConstantOf(length) == 0 || IsAtLeast(length, 2);
}
