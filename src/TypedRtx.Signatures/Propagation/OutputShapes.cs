namespace TypedRtx.Signatures;

/// <summary>Finds the outputs of which the nodes say more than the model states, or something else.</summary>
internal static class OutputShapes
{
    public static EquatableArray<InferredShape> Inferred(ModelSignature signature, IReadOnlyList<DimensionExpression?>?[] shapes, LearnedRelations learned)
    {
        List<InferredShape> inferred = [];
        for (int i = 0; i < shapes.Length; i++)
        {
            ValueSignature output = signature.Outputs[i];
            if (output.Type is TensorType type && shapes[i] is { } shape && Says(type.Shape, shape, learned))
            {
                inferred.Add(new InferredShape(
                    output.Name,
                    shape.Select(length => length is null ? Dimension.Unknown : Dimension.Of(length)).ToEquatableArray()));
            }
        }

        return inferred.ToEquatableArray();
    }

    private static bool Says(EquatableArray<Dimension>? stated, IReadOnlyList<DimensionExpression?> found, LearnedRelations learned)
    {
        if (stated is not { } shape || shape.Count != found.Count)
        {
            return true;
        }

        for (int axis = 0; axis < found.Count; axis++)
        {
            if (found[axis] is { } length && learned.Apply(shape[axis].Expression) != length)
            {
                return true;
            }
        }

        return false;
    }
}
