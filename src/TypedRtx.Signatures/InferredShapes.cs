namespace TypedRtx.Signatures;

/// <summary>Puts what follows from the nodes in the place of what the model states.</summary>
internal static class InferredShapes
{
    /// <summary>The lengths of an output; null where it is no tensor or its rank is unknown.</summary>
    public static EquatableArray<Dimension>? Of(ValueSignature output, EquatableArray<InferredShape> inferred)
    {
        if (output.Type is not TensorType tensor)
        {
            return null;
        }

        foreach (InferredShape shape in inferred)
        {
            if (shape.Output == output.Name)
            {
                return Merge(tensor.Shape, shape.Shape);
            }
        }

        return tensor.Shape;
    }

    private static EquatableArray<Dimension> Merge(EquatableArray<Dimension>? stated, EquatableArray<Dimension> inferred) =>
        stated is { } shape && shape.Count == inferred.Count
            ? inferred.Select((dimension, i) => dimension.Expression is null ? shape[i] : dimension).ToEquatableArray()
            : inferred;
}
