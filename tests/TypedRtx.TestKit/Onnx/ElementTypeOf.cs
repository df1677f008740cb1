using TypedRtx.Signatures;

namespace TypedRtx.TestKit;

/// <summary>Which element type the values of a .NET type are stored as.</summary>
public static class ElementTypeOf
{
    private static readonly Dictionary<Type, ElementType> Known = new()
    {
        [typeof(float)] = ElementType.Float32,
        [typeof(double)] = ElementType.Float64,
        [typeof(Half)] = ElementType.Float16,
        [typeof(sbyte)] = ElementType.Int8,
        [typeof(byte)] = ElementType.UInt8,
        [typeof(short)] = ElementType.Int16,
        [typeof(ushort)] = ElementType.UInt16,
        [typeof(int)] = ElementType.Int32,
        [typeof(uint)] = ElementType.UInt32,
        [typeof(long)] = ElementType.Int64,
        [typeof(ulong)] = ElementType.UInt64,
        [typeof(bool)] = ElementType.Bool,
    };

    /// <summary>The element type for a .NET type.</summary>
    /// <exception cref="ArgumentException">There is none; other element types are made from bits or bytes.</exception>
    public static ElementType Get<T>() => Known.TryGetValue(typeof(T), out ElementType type)
        ? type
        : throw new ArgumentException(
            $"{typeof(T)} has no ONNX element type of its own; give the bytes to "
            + $"{nameof(TensorProtos)}.{nameof(TensorProtos.Raw)}.");
}
