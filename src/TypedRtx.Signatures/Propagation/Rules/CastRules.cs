namespace TypedRtx.Signatures;

/// <summary>Conversions of element types.</summary>
internal static class CastRules
{
    /// <summary>Integers up to here are floats without rounding.</summary>
    private const long MaxExact = 1 << 24;

    public static IReadOnlyList<KnownTensor> Cast(OperatorCall call)
    {
        long to = call.Int("to", 0);
        return [Convert(call.Input(0), to is > 0 and < int.MaxValue ? (ElementType)(int)to : ElementType.Undefined)];
    }

    public static KnownTensor Convert(KnownTensor input, ElementType to)
    {
        if (input.Numbers is not { } numbers)
        {
            return KnownTensor.Of(to, input.Shape);
        }

        bool isReal = NumberMath.IsReal(input.Element);
        Func<KnownNumber, KnownNumber?>? convert = to switch
        {
            ElementType.Int64 => number => isReal ? Truncate(number) : number,
            ElementType.Int32 => number => Fits(isReal ? Truncate(number) : number, int.MinValue, int.MaxValue),
            ElementType.Float32 or ElementType.Float64 => number => isReal ? number : Fits(number, -MaxExact, MaxExact),
            ElementType.Bool => number => Lengths.IsAtLeast(number.Numerator, 1) ? KnownNumber.Of(1)
                : number.Constant == 0 ? number
                : null,
            _ => null,
        };
        return convert is null
            ? KnownTensor.Of(to, input.Shape)
            : KnownTensor.Of(to, input.Shape!, [.. numbers.Select(number => number is null ? null : convert(number))]);
    }

    private static KnownNumber? Truncate(KnownNumber number) =>
        number.Divisor == 1 ? number : Lengths.IsAtLeast(number.Numerator, 0) ? NumberMath.Floor(number) : null;

    private static KnownNumber? Fits(KnownNumber? number, long least, long most) =>
        number?.Constant is { } constant && (constant < least || constant > most) ? null : number;
}
