namespace TypedRtx.Signatures;

/// <summary>Sums of products in normal form: terms of one key merged, zero terms gone, ordered by key.</summary>
internal static class DimensionAlgebra
{
    public static IReadOnlyList<DimensionTerm> Sum(
        IReadOnlyList<DimensionTerm> left,
        IReadOnlyList<DimensionTerm> right) => Normalize(left.Concat(right));

    public static IReadOnlyList<DimensionTerm> Product(
        IReadOnlyList<DimensionTerm> left,
        IReadOnlyList<DimensionTerm> right)
    {
        DimensionBounds.CheckProduct(left.Count, right.Count);
        List<DimensionTerm> terms = [];
        foreach (DimensionTerm a in left)
        {
            foreach (DimensionTerm b in right)
            {
                long coefficient = checked(a.Coefficient * b.Coefficient);
                terms.Add(new DimensionTerm(coefficient, Order(a.Factors.Concat(b.Factors))));
            }
        }

        return Normalize(terms);
    }

    public static IReadOnlyList<DimensionTerm> Quotient(DimensionExpression dividend, DimensionExpression divisor)
    {
        if (divisor.IsConstant && divisor.ConstantValue == 0)
        {
            throw new DivideByZeroException($"'{dividend}' is divided by 0.");
        }

        if (dividend.IsConstant && divisor.IsConstant)
        {
            return DimensionExpression.Constant(FloorDivide(dividend.ConstantValue, divisor.ConstantValue)).Terms;
        }

        return divisor is { IsConstant: true, ConstantValue: > 0 }
            ? DimensionQuotient.Divide(dividend.Terms, divisor.ConstantValue)
            : divisor.IsConstant && dividend.Terms.All(term => term.Coefficient % divisor.ConstantValue == 0)
                ? Normalize(dividend.Terms.Select(term =>
                    new DimensionTerm(checked(term.Coefficient / divisor.ConstantValue), term.Factors)))
                : [new DimensionTerm(1, [new DimensionFactor(dividend, divisor)])];
    }

    public static long? Evaluate(IReadOnlyList<DimensionTerm> terms, Func<string, long?> valueOf)
    {
        try
        {
            long sum = 0;
            foreach (DimensionTerm term in terms)
            {
                long product = term.Coefficient;
                foreach (DimensionFactor factor in term.Factors)
                {
                    long? value = factor.Symbol is not null
                        ? valueOf(factor.Symbol)
                        : Divide(factor.Dividend!.Evaluate(valueOf), factor.Divisor!.Evaluate(valueOf));
                    if (value is null)
                    {
                        return null;
                    }

                    product = checked(product * value.Value);
                }

                sum = checked(sum + product);
            }

            return sum;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    public static DimensionExpression Replace(IReadOnlyList<DimensionTerm> terms, Func<string, DimensionExpression> valueOf)
    {
        DimensionExpression sum = DimensionExpression.Constant(0);
        foreach (DimensionTerm term in terms)
        {
            DimensionExpression product = DimensionExpression.Constant(term.Coefficient);
            foreach (DimensionFactor factor in term.Factors)
            {
                product *= factor.Symbol is not null
                    ? valueOf(factor.Symbol)
                    : factor.Dividend!.Replace(valueOf) / factor.Divisor!.Replace(valueOf);
            }

            sum += product;
        }

        return sum;
    }

    public static long FloorDivide(long dividend, long divisor)
    {
        long quotient = checked(dividend / divisor);
        return dividend % divisor != 0 && (dividend < 0) != (divisor < 0) ? quotient - 1 : quotient;
    }

    public static DimensionTerm[] Normalize(IEnumerable<DimensionTerm> terms) =>
    [
        .. terms
            .GroupBy(term => term.Key, StringComparer.Ordinal)
            .Select(group => new DimensionTerm(
                group.Aggregate(0L, (sum, term) => checked(sum + term.Coefficient)),
                group.First().Factors))
            .Where(term => term.Coefficient != 0)
            .OrderBy(term => term.Factors.Count == 0)
            .ThenBy(term => term.Key, StringComparer.Ordinal),
    ];

    private static long? Divide(long? dividend, long? divisor) =>
        dividend is null || divisor is null or 0 ? null : FloorDivide(dividend.Value, divisor.Value);

    private static DimensionFactor[] Order(IEnumerable<DimensionFactor> factors) =>
        [.. factors.OrderBy(factor => factor.Text, StringComparer.Ordinal)];
}
