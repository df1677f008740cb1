using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning.Drift;

/// <summary>The symbols in a type's shapes.</summary>
internal static class TypeSymbols
{
    /// <summary>All that occur.</summary>
    public static IEnumerable<string> Of(OnnxType type) =>
        Dimensions(type).SelectMany(dimension => dimension.Expression?.Symbols ?? []);

    /// <summary>The pairs of bare symbols that stand at one place of two types; none where these are built differently.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(OnnxType left, OnnxType right)
    {
        Dimension[] first = [.. Dimensions(left)];
        Dimension[] second = [.. Dimensions(right)];
        return left.GetType() != right.GetType() || first.Length != second.Length
            ? []
            : first.Zip(second, (a, b) => (a.Expression?.SymbolName, b.Expression?.SymbolName))
                .Where(pair => pair is { Item1: not null, Item2: not null })
                .Select(pair => new KeyValuePair<string, string>(pair.Item1!, pair.Item2!));
    }

    /// <summary>The type with other symbols; null when that makes no expression.</summary>
    public static OnnxType? Rename(OnnxType type, Func<string, string> nameOf)
    {
        switch (type)
        {
            case TensorType { Shape: { } shape } tensor:
                return Rename(shape, nameOf) is { } tensorShape ? tensor with { Shape = tensorShape } : null;
            case SparseTensorType { Shape: { } shape } sparse:
                return Rename(shape, nameOf) is { } sparseShape ? sparse with { Shape = sparseShape } : null;
            case SequenceType sequence:
                return Rename(sequence.Element, nameOf) is { } item ? sequence with { Element = item } : null;
            case OptionalType optional:
                return Rename(optional.Element, nameOf) is { } content ? optional with { Element = content } : null;
            case MapType map:
                return Rename(map.Value, nameOf) is { } value ? map with { Value = value } : null;
            default:
                return type;
        }
    }

    private static EquatableArray<Dimension>? Rename(EquatableArray<Dimension> shape, Func<string, string> nameOf)
    {
        Dimension?[] renamed = [.. shape.Select(dimension => Rename(dimension, nameOf))];
        return renamed.All(dimension => dimension is not null)
            ? renamed.Select(dimension => dimension!.Value).ToEquatableArray()
            : null;
    }

    private static Dimension? Rename(Dimension dimension, Func<string, string> nameOf) =>
        dimension.Expression is not { } expression ? dimension
        : expression.Rename(nameOf) is { } renamed ? Dimension.Of(renamed)
        : null;

    private static IEnumerable<Dimension> Dimensions(OnnxType type) => type switch
    {
        TensorType { Shape: { } shape } => shape,
        SparseTensorType { Shape: { } shape } => shape,
        SequenceType sequence => Dimensions(sequence.Element),
        OptionalType optional => Dimensions(optional.Element),
        MapType map => Dimensions(map.Value),
        _ => [],
    };
}
