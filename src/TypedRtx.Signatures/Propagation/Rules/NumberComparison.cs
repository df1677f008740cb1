namespace TypedRtx.Signatures;

/// <summary>Comparisons of elements that come out the same for all values of the symbols.</summary>
internal static class NumberComparison
{
    /// <summary>The result; null when it depends on the symbols or an element is not known.</summary>
    public static bool? Compare(string operation, KnownNumber? left, KnownNumber? right)
    {
        if (left?.Integer is not { } a || right?.Integer is not { } b)
        {
            return null;
        }

        return operation switch
        {
            "Equal" => a == b ? true : IsLess(a, b) == true || IsLess(b, a) == true ? false : null,
            "Less" => IsLess(a, b),
            "Greater" => IsLess(b, a),
            "LessOrEqual" => Not(IsLess(b, a)),
            "GreaterOrEqual" => Not(IsLess(a, b)),
            "And" => Both(left.Constant, right.Constant),
            "Or" => Not(Both(1 - left.Constant, 1 - right.Constant)),
            "Xor" => left.Constant is { } x && right.Constant is { } y ? x != y : null,
            _ => null,
        };
    }

    private static bool? IsLess(DimensionExpression left, DimensionExpression right) =>
        Lengths.IsAtLeast(right - left, 1) ? true : Lengths.IsAtLeast(left - right, 0) ? false : null;

    private static bool? Not(bool? value) => value is null ? null : !value;

    private static bool? Both(long? left, long? right) => left is null || right is null ? null : left != 0 && right != 0;
}
