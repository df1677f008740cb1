namespace TypedRtx.Signatures;

/// <summary>
/// Names for the axes of inputs that the model gives none, so that shapes of outputs can be arithmetic on them. Where the
/// model has a symbol of such a name, the axis stays without.
/// </summary>
internal sealed class AnonymousAxes
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private AnonymousAxes()
    {
    }

    public static AnonymousAxes Of(ModelSignature signature)
    {
        AnonymousAxes axes = new();
        foreach (ValueSignature input in signature.Inputs)
        {
            if (input.Type is TensorType { Shape: { } shape })
            {
                for (int axis = 0; axis < shape.Count; axis++)
                {
                    if (shape[axis].Expression is null)
                    {
                        axes._names.Add(NameOf(input.Name, axis));
                    }
                }
            }
        }

        foreach (ValueSignature value in axes._names.Count == 0 ? [] : signature.Inputs.Concat(signature.Outputs))
        {
            foreach (Dimension dimension in value.Type is TensorType { Shape: { } shape } ? shape : default)
            {
                axes._names.ExceptWith(dimension.Expression?.Symbols ?? []);
            }
        }

        return axes;
    }

    /// <summary>The name of an axis that has none.</summary>
    public static string NameOf(string input, int axis) => $"{input}_axis{DimensionExpression.Number(axis)}";

    /// <summary>Whether a symbol stands for an axis that has no name.</summary>
    public bool Contains(string name) => _names.Contains(name);

    /// <summary>The symbol that stands for an axis; null where it has a name, or the symbol would mean another length.</summary>
    public DimensionExpression? SymbolOf(string input, int axis) =>
        _names.Contains(NameOf(input, axis)) ? DimensionExpression.Symbol(NameOf(input, axis)) : null;
}
