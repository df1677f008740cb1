namespace TypedRtx.Signatures;

/// <summary>The type of a model input or output (<c>TypeProto</c>).</summary>
public abstract record OnnxType
{
    private protected OnnxType()
    {
    }
}

/// <summary>A dense tensor.</summary>
/// <param name="Element">The element type.</param>
/// <param name="Shape">One entry per axis; null when the rank is unknown.</param>
public sealed record TensorType(ElementType Element, EquatableArray<Dimension>? Shape) : OnnxType
{
    /// <inheritdoc />
    public override string ToString() =>
        Shape is { } shape ? $"{ElementTypes.NameOf(Element)}[{string.Join(", ", shape)}]" : $"{ElementTypes.NameOf(Element)}[..]";
}

/// <summary>A sparse tensor.</summary>
/// <param name="Element">The element type.</param>
/// <param name="Shape">One entry per axis; null when the rank is unknown.</param>
public sealed record SparseTensorType(ElementType Element, EquatableArray<Dimension>? Shape) : OnnxType
{
    /// <inheritdoc />
    public override string ToString() => $"sparse({new TensorType(Element, Shape)})";
}

/// <summary>A list of values of one type.</summary>
/// <param name="Element">The type of each value.</param>
public sealed record SequenceType(OnnxType Element) : OnnxType
{
    /// <inheritdoc />
    public override string ToString() => $"seq({Element})";
}

/// <summary>A dictionary.</summary>
/// <param name="Key">An integer type or string.</param>
/// <param name="Value">The type of each value.</param>
public sealed record MapType(ElementType Key, OnnxType Value) : OnnxType
{
    internal static bool IsKey(ElementType element) => element is ElementType.String
        or ElementType.Int8 or ElementType.Int16 or ElementType.Int32 or ElementType.Int64
        or ElementType.UInt8 or ElementType.UInt16 or ElementType.UInt32 or ElementType.UInt64;

    /// <inheritdoc />
    public override string ToString() => $"map({ElementTypes.NameOf(Key)}, {Value})";
}

/// <summary>A value that may be absent.</summary>
/// <param name="Element">The type of the value when it is there.</param>
public sealed record OptionalType(OnnxType Element) : OnnxType
{
    /// <inheritdoc />
    public override string ToString() => $"optional({Element})";
}

/// <summary>A type only the producer of the model knows.</summary>
/// <param name="Domain">The domain that defines it.</param>
/// <param name="Name">Its name there.</param>
public sealed record OpaqueType(string Domain, string Name) : OnnxType
{
    /// <inheritdoc />
    public override string ToString() => $"opaque({SignatureText.Quote(Domain)}, {SignatureText.Quote(Name)})";
}
