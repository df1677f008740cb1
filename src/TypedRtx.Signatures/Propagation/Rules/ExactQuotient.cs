namespace TypedRtx.Signatures;

/// <summary>Quotients that come out even, of lengths that are known to be no 0 where they divide.</summary>
internal static class ExactQuotient
{
    /// <summary>The quotient, where every term of the dividend holds the divisor as a factor; otherwise null.</summary>
    public static DimensionExpression? Of(DimensionExpression dividend, DimensionExpression divisor)
    {
        if (dividend == divisor)
        {
            return Lengths.One;
        }

        if (divisor.Terms is not [{ } by])
        {
            return null;
        }

        DimensionExpression sum = Lengths.Zero;
        foreach (DimensionTerm term in dividend.Terms)
        {
            if (term.Coefficient % by.Coefficient != 0 || by.Coefficient == -1)
            {
                return null;
            }

            List<DimensionFactor> left = [.. term.Factors];
            foreach (DimensionFactor factor in by.Factors)
            {
                int found = left.FindIndex(other => other.Text == factor.Text);
                if (found < 0)
                {
                    return null;
                }

                left.RemoveAt(found);
            }

            sum += new DimensionExpression([new DimensionTerm(term.Coefficient / by.Coefficient, left)]);
        }

        return sum;
    }

    /// <summary>
    /// The number that makes a product of lengths equal to another, where its other factors are not 0; null when it cannot
    /// be told.
    /// </summary>
    public static DimensionExpression? Of(IEnumerable<DimensionExpression?> dividend, IEnumerable<DimensionExpression?> divisor)
    {
        List<DimensionExpression?> above = [.. dividend];
        List<DimensionExpression?> below = [];
        foreach (DimensionExpression? factor in divisor)
        {
            int found = factor is null ? -1 : above.IndexOf(factor);
            if (found >= 0)
            {
                above.RemoveAt(found);
            }
            else
            {
                below.Add(factor);
            }
        }

        return Lengths.Product(above) is { } product && Lengths.Product(below) is { } by && Lengths.ConstantOf(by) != 0
            ? Of(product, by)
            : null;
    }
}
