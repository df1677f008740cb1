namespace TypedRtx.Signatures;

/// <summary>
/// How large an expression may grow. Products of sums grow by multiplication and quotients do not come apart, so that
/// a few hundred characters in a model can stand for gigabytes of normal form.
/// </summary>
internal static class DimensionBounds
{
    /// <summary>The deepest nesting of divisions.</summary>
    public const int Depth = 20;

    private const int MaxTerms = 64;
    private const int MaxProductTerms = 256;
    private const int MaxFactors = 16;
    private const int MaxTextLength = 1 << 13;

    public static DimensionExpression Check(IReadOnlyList<DimensionTerm> terms)
    {
        if (terms.Count > MaxTerms
            || terms.Any(term => term.Depth > Depth || term.Factors.Count > MaxFactors)
            || terms.Sum(term => (long)term.Key.Length) > MaxTextLength)
        {
            throw TooLarge();
        }

        return new DimensionExpression(terms);
    }

    public static void CheckProduct(int leftTerms, int rightTerms)
    {
        if ((long)leftTerms * rightTerms > MaxProductTerms)
        {
            throw TooLarge();
        }
    }

    private static OverflowException TooLarge() => new(
        $"The expression has more than {MaxTerms} terms, {MaxFactors} factors in one, {MaxTextLength} characters or "
        + $"{Depth} nested divisions.");
}
