namespace TypedRtx.Signatures;

/// <summary>Operators whose first output has the shape of their first input.</summary>
internal static class UnaryRules
{
    public static IReadOnlyList<KnownTensor> SameShape(OperatorCall call)
    {
        KnownTensor input = call.Input(0);
        return call.Operator switch
        {
            "Identity" => [input],
            "Neg" => [NumberMath.Map(input, number => number with { Numerator = Lengths.Zero - number.Numerator })],
            "Abs" => [NumberMath.Map(input, number => Lengths.IsAtLeast(number.Numerator, 0) ? number : null)],
            "Not" => [NumberMath.Map(input, number => number.Constant is { } bit ? KnownNumber.Of(1 - bit) : null)],
            "Floor" => [NumberMath.Map(input, NumberMath.Floor)],
            "Ceil" => [NumberMath.Map(input, NumberMath.Ceiling)],
            _ => [KnownTensor.Of(input.Element, input.Shape)],
        };
    }

    public static IReadOnlyList<KnownTensor> SameShapeOfBool(OperatorCall call) =>
        [KnownTensor.Of(ElementType.Bool, call.Input(0).Shape)];

    public static IReadOnlyList<KnownTensor> SameShapeAsSecondType(OperatorCall call) =>
        [CastRules.Convert(call.Input(0), call.Input(1).Element)];

    public static IReadOnlyList<KnownTensor> SameShapeOfUnknownType(OperatorCall call) =>
        [KnownTensor.Of(ElementType.Undefined, call.Input(0).Shape)];

    public static IReadOnlyList<KnownTensor> Dropout(OperatorCall call) =>
    [
        KnownTensor.Of(call.Input(0).Element, call.Input(0).Shape),
        KnownTensor.Of(ElementType.Undefined, call.Input(0).Shape),
    ];

    public static IReadOnlyList<KnownTensor> DynamicQuantize(OperatorCall call) =>
    [
        KnownTensor.Of(ElementType.UInt8, call.Input(0).Shape),
        KnownTensor.Of(ElementType.Float32, []),
        KnownTensor.Of(ElementType.UInt8, []),
    ];
}
