namespace TypedRtx.Signatures;

/// <summary>Networks that go along a sequence: <c>RNN</c>, <c>GRU</c>, <c>LSTM</c>.</summary>
internal static class RecurrentRules
{
    public static IReadOnlyList<KnownTensor> Recurrent(OperatorCall call)
    {
        if (call.Shape(0) is not [var first, var second, _])
        {
            return [];
        }

        bool batchFirst = call.Int("layout", 0) != 0;
        ElementType element = call.Input(0).Element;
        DimensionExpression directions =
            DimensionExpression.Constant(call.Text("direction", "forward") == "bidirectional" ? 2 : 1);
        DimensionExpression? hidden = call.HasAttribute("hidden_size")
            ? DimensionExpression.Constant(call.Int("hidden_size", 0))
            : call.Input(2).Shape is [_, _, var last] ? last : null;
        KnownTensor state = KnownTensor.Of(
            element, batchFirst ? [first, directions, hidden] : [directions, second, hidden]);
        KnownTensor all = KnownTensor.Of(
            element, batchFirst ? [first, second, directions, hidden] : [first, directions, second, hidden]);
        return [all, state, state];
    }
}
