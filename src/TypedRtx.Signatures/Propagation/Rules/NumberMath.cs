namespace TypedRtx.Signatures;

/// <summary>Arithmetic on the elements of small tensors. Null stands for an element that is not known.</summary>
internal static class NumberMath
{
    /// <summary>Divisors beyond this are not followed: floats would round.</summary>
    private const long MaxDivisor = 1 << 20;

    public static bool IsInteger(ElementType element) => element is ElementType.Int64 or ElementType.Int32;

    public static bool IsReal(ElementType element) => element is ElementType.Float32 or ElementType.Float64;

    /// <summary>Applies an operator to each element; a tensor without known elements keeps its shape.</summary>
    public static KnownTensor Map(KnownTensor input, Func<KnownNumber, KnownNumber?> map) => input.Numbers is { } numbers
        ? KnownTensor.Of(input.Element, input.Shape!, [.. numbers.Select(number => number is null ? null : map(number))])
        : input;

    /// <summary>Applies an operator to pairs of elements as broadcasting pairs them.</summary>
    public static KnownTensor Zip(
        KnownTensor left, KnownTensor right, ElementType element, Func<KnownNumber?, KnownNumber?, KnownNumber?> combine)
    {
        IReadOnlyList<DimensionExpression?>? shape = Lengths.Broadcast([left.Shape, right.Shape]);
        if (left.Numbers is null || right.Numbers is null
            || Lengths.CountOf(shape) is not (<= OnnxLimits.FollowedElements and long count))
        {
            return KnownTensor.Of(element, shape);
        }

        KnownNumber?[] numbers = new KnownNumber?[count];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = combine(left.Numbers[IndexIn(left, shape!, i)], right.Numbers[IndexIn(right, shape!, i)]);
        }

        return KnownTensor.Of(element, shape!, numbers);
    }

    public static KnownNumber? Floor(KnownNumber number) => KnownNumber.OrNull(Lengths.Divide(number.Numerator, number.Divisor));

    public static KnownNumber? Ceiling(KnownNumber number) => KnownNumber.OrNull(Lengths.DivideUp(number.Numerator, number.Divisor));

    public static KnownNumber? Add(KnownNumber? left, KnownNumber? right, int sign)
    {
        if (left is null || right is null || !CanCombine(left, right))
        {
            return null;
        }

        long divisor = Math.Max(left.Divisor, right.Divisor);
        DimensionExpression second = right.Numerator * DimensionExpression.Constant(sign * (divisor / right.Divisor));
        return Reduced((left.Numerator * DimensionExpression.Constant(divisor / left.Divisor)) + second, divisor);
    }

    public static KnownNumber? Multiply(KnownNumber? left, KnownNumber? right) =>
        left is null || right is null || !CanCombine(left, right) || left.Divisor * right.Divisor > MaxDivisor
            ? null
            : Reduced(left.Numerator * right.Numerator, left.Divisor * right.Divisor);

    /// <summary>The quotient of integers as ONNX Runtime divides them: rounded towards 0.</summary>
    public static KnownNumber? DivideIntegers(KnownNumber? left, KnownNumber? right)
    {
        if (left?.Integer is not { } dividend || right?.Integer is not { } divisor)
        {
            return null;
        }

        // A division by 0 ends the run, so the divisor may be cancelled.
        if (ExactQuotient.Of(dividend, divisor) is { } exact)
        {
            return new KnownNumber(exact);
        }

        if (dividend.IsConstant && divisor.IsConstant)
        {
            return divisor.ConstantValue is 0 or -1 ? null : KnownNumber.Of(dividend.ConstantValue / divisor.ConstantValue);
        }

        return Lengths.IsAtLeast(dividend, 0) && Lengths.IsAtLeast(divisor, 0) ? new KnownNumber(dividend / divisor) : null;
    }

    /// <summary>
    /// The quotient of real numbers. By anything but a power of two it is rounded; floor, ceiling and conversion to integers
    /// still give what they give of the fraction, further arithmetic does not.
    /// </summary>
    public static KnownNumber? DivideReals(KnownNumber? left, KnownNumber? right)
    {
        if (left is null || right is null || !CanCombine(left, right) || right.Numerator is not { IsConstant: true, ConstantValue: > 0 }
            || left.Divisor > MaxDivisor / right.Numerator.ConstantValue)
        {
            return null;
        }

        return Reduced(
            left.Numerator * DimensionExpression.Constant(right.Divisor), left.Divisor * right.Numerator.ConstantValue);
    }

    /// <summary>The remainder of integers; null where the two ways to round would differ.</summary>
    public static KnownNumber? Remainder(KnownNumber? left, KnownNumber? right) =>
        left?.Integer is { } dividend && right?.Integer is { IsConstant: true, ConstantValue: > 0 } divisor
        && Lengths.IsAtLeast(dividend, 0)
            ? new KnownNumber(dividend - (divisor * (dividend / divisor)))
            : null;

    /// <summary>The greater number, or the smaller one, where it is the same for all values of the symbols.</summary>
    public static KnownNumber? Extreme(KnownNumber? left, KnownNumber? right, bool isGreater)
    {
        if (left?.Integer is not { } a || right?.Integer is not { } b)
        {
            return null;
        }

        return Lengths.IsAtLeast(a - b, 0) ? (isGreater ? left : right)
            : Lengths.IsAtLeast(b - a, 0) ? (isGreater ? right : left)
            : null;
    }

    private static bool CanCombine(KnownNumber left, KnownNumber right) => IsPowerOfTwo(left.Divisor) && IsPowerOfTwo(right.Divisor);

    private static bool IsPowerOfTwo(long value) => (value & (value - 1)) == 0;

    private static KnownNumber Reduced(DimensionExpression numerator, long divisor) =>
        divisor > 1 && numerator.Terms.All(term => term.Coefficient % divisor == 0)
            ? new KnownNumber(numerator / DimensionExpression.Constant(divisor))
            : new KnownNumber(numerator, divisor);

    private static int IndexIn(KnownTensor tensor, IReadOnlyList<DimensionExpression?> shape, int index)
    {
        int result = 0;
        int stride = 1;
        int axis = tensor.Shape!.Count - 1;
        for (int i = shape.Count - 1; i >= 0; i--, axis--)
        {
            int length = (int)shape[i]!.ConstantValue;
            int own = axis < 0 ? 1 : (int)tensor.Shape[axis]!.ConstantValue;
            result += own == 1 ? 0 : index % length * stride;
            stride *= own;
            index /= length;
        }

        return result;
    }
}
