namespace TypedRtx.Signatures;

/// <summary>
/// Floor division by a positive number in normal form: what comes out whole stands outside, the number in the dividend
/// lies between 0 and the divisor, common factors are gone and divisions in a row are one. So lengths behind several
/// strided windows, which are one length, are one value.
/// </summary>
internal static class DimensionQuotient
{
    public static DimensionTerm[] Divide(IReadOnlyList<DimensionTerm> dividend, long divisor)
    {
        List<DimensionTerm> whole = [];
        List<DimensionTerm> rest = [];
        long constant = 0;
        foreach (DimensionTerm term in dividend)
        {
            if (term.Factors.Count == 0)
            {
                constant = term.Coefficient;
            }
            else if (term.Coefficient % divisor == 0)
            {
                whole.Add(new DimensionTerm(term.Coefficient / divisor, term.Factors));
            }
            else
            {
                rest.Add(term);
            }
        }

        if (rest.Count > 0)
        {
            whole.AddRange(Fraction(rest, constant, divisor));
        }
        else
        {
            whole.Add(new DimensionTerm(DimensionAlgebra.FloorDivide(constant, divisor), []));
        }

        return DimensionAlgebra.Normalize(whole);
    }

    private static DimensionTerm[] Fraction(List<DimensionTerm> rest, long constant, long divisor)
    {
        long common = rest.Aggregate(divisor, (gcd, term) => Gcd(gcd, term.Coefficient));
        if (common > 1)
        {
            rest = [.. rest.Select(term => new DimensionTerm(term.Coefficient / common, term.Factors))];
            constant = DimensionAlgebra.FloorDivide(constant, common);
            divisor /= common;
        }

        if (rest is [{ Coefficient: 1, Factors: [{ Dividend: { } inner, Divisor: { IsConstant: true, ConstantValue: > 0 } by }] }])
        {
            long factor = by.ConstantValue;
            DimensionExpression sum = inner + DimensionExpression.Constant(checked(constant * factor));
            return Divide(sum.Terms, checked(divisor * factor));
        }

        long quotient = DimensionAlgebra.FloorDivide(constant, divisor);
        long remainder = constant - (quotient * divisor);
        DimensionExpression dividend = DimensionBounds.Check(
            DimensionAlgebra.Normalize(rest.Append(new DimensionTerm(remainder, []))));
        return
        [
            new DimensionTerm(1, [new DimensionFactor(dividend, DimensionExpression.Constant(divisor))]),
            new DimensionTerm(quotient, []),
        ];
    }

    private static long Gcd(long left, long right)
    {
        // Remainders take the sign of the dividend, and the smallest number has no opposite.
        while (right != 0)
        {
            (left, right) = (right, right == -1 ? 0 : left % right);
        }

        return left is < 0 and > long.MinValue ? -left : left;
    }
}
