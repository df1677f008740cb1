namespace TypedRtx.Signatures;

/// <summary>Attention as one operator, that of ONNX and those of ONNX Runtime.</summary>
internal static class AttentionRules
{
    /// <summary><c>Attention</c> of ONNX: query, key and value of rank 3 or 4, with past keys and values.</summary>
    public static IReadOnlyList<KnownTensor> Attention(OperatorCall call)
    {
        ElementType element = call.Input(0).Element;
        IReadOnlyList<DimensionExpression?>? query = Heads(call.Input(0), call.Int("q_num_heads", 0));
        IReadOnlyList<DimensionExpression?>? key = Heads(call.Input(1), call.Int("kv_num_heads", 0));
        IReadOnlyList<DimensionExpression?>? value = Heads(call.Input(2), call.Int("kv_num_heads", 0));
        if (query is null || value is null)
        {
            return [];
        }

        DimensionExpression?[] result = call.Input(0).Rank == 3
            ? [query[0], query[2], Lengths.Multiply(query[1], value[3])]
            : [query[0], query[1], query[2], value[3]];
        return
        [
            KnownTensor.Of(element, result),
            KnownTensor.Of(element, Present(call, 4, key)),
            KnownTensor.Of(element, Present(call, 5, value)),
        ];
    }

    /// <summary><c>Attention</c> of ONNX Runtime: one matrix makes query, key and value.</summary>
    public static IReadOnlyList<KnownTensor> PackedAttention(OperatorCall call)
    {
        if (call.Shape(0) is not [var batch, var sequence, _])
        {
            return [];
        }

        IReadOnlyList<long>? sizes = call.Ints("qkv_hidden_sizes");
        DimensionExpression? hidden = sizes is { Count: 3 } ? DimensionExpression.Constant(sizes[2])
            : sizes is null && call.Input(1).Shape is [_, { } width] && Lengths.ConstantOf(width) % 3 == 0 ? Lengths.Divide(width, 3)
            : null;
        return [KnownTensor.Of(call.Input(0).Element, [batch, sequence, hidden])];
    }

    /// <summary><c>MultiHeadAttention</c> of ONNX Runtime.</summary>
    public static IReadOnlyList<KnownTensor> MultiHead(OperatorCall call)
    {
        // With packed keys and values the query has rank 5, or the key has.
        if (call.Shape(0) is not [var batch, var sequence, _])
        {
            return [];
        }

        long heads = call.Int("num_heads", 0);
        DimensionExpression? hidden = call.Input(2).Shape switch
        {
            [_, _, var last] => last,
            [_, var count, _, var size] => Lengths.Multiply(size, heads),
            _ => null,
        };
        return [KnownTensor.Of(call.Input(0).Element, [batch, sequence, hidden])];
    }

    /// <summary><c>GroupQueryAttention</c> of ONNX Runtime; how long its memory is depends on values.</summary>
    public static IReadOnlyList<KnownTensor> GroupQuery(OperatorCall call)
    {
        if (call.Shape(0) is not [var batch, var sequence, var hidden])
        {
            return [];
        }

        // Without a key of its own the query holds all three, which the head size of the past tells apart.
        DimensionExpression? size = call.Input(3).Shape is [_, _, _, var head] ? head : null;
        return
        [
            KnownTensor.Of(
                call.Input(0).Element,
                [batch, sequence, call.HasInput(1) ? hidden : Lengths.Multiply(size, call.Int("num_heads", 0))]),
        ];
    }

    /// <summary>Batch, heads, length and size of a head; null when they cannot be told.</summary>
    private static IReadOnlyList<DimensionExpression?>? Heads(KnownTensor tensor, long heads) => tensor.Shape switch
    {
        { Count: 4 } shape => shape,
        [var batch, var sequence, var hidden] when heads > 0 =>
            [batch, DimensionExpression.Constant(heads), sequence, Lengths.Divide(hidden, heads)],
        _ => null,
    };

    private static DimensionExpression?[]? Present(OperatorCall call, int past, IReadOnlyList<DimensionExpression?>? added)
    {
        if (added is null)
        {
            return null;
        }

        DimensionExpression? length = !call.HasInput(past) ? added[2]
            : call.Input(past).Shape is [_, _, var before, _] ? Lengths.Add(before, added[2])
            : null;
        return [added[0], added[1], length, added[3]];
    }
}
