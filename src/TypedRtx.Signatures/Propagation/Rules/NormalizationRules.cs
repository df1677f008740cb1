namespace TypedRtx.Signatures;

/// <summary>Normalisations that give statistics beside the result.</summary>
internal static class NormalizationRules
{
    public static IReadOnlyList<KnownTensor> Batch(OperatorCall call)
    {
        KnownTensor input = call.Input(0);
        KnownTensor channels = KnownTensor.Of(ElementType.Undefined, input.Shape is { Count: > 1 } shape ? [shape[1]] : null);
        return [KnownTensor.Of(input.Element, input.Shape), channels, channels, channels, channels];
    }

    public static IReadOnlyList<KnownTensor> Layer(OperatorCall call)
    {
        KnownTensor input = call.Input(0);
        KnownTensor result = KnownTensor.Of(input.Element, input.Shape);
        if (input.Shape is not { Count: > 0 } shape)
        {
            return [result];
        }

        int axis = OperatorCall.AxisOf(call.Int("axis", -1), shape.Count);
        KnownTensor statistics = KnownTensor.Of(
            ElementType.Float32, [.. shape.Select((length, i) => i < axis ? length : Lengths.One)]);
        return [result, statistics, statistics];
    }

    public static IReadOnlyList<KnownTensor> SkipLayer(OperatorCall call)
    {
        KnownTensor result = KnownTensor.Of(call.Input(0).Element, call.Input(0).Shape);
        return [result, KnownTensor.Unknown, KnownTensor.Unknown, result];
    }
}
