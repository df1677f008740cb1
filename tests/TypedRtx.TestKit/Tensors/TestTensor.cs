using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TypedRtx.Signatures;

namespace TypedRtx.TestKit;

/// <summary>A tensor of any element type in host memory, row-major; 4- and 2-bit elements stay packed.</summary>
public sealed class TestTensor : TestValue
{
    /// <summary>A tensor from the bytes of its elements.</summary>
    /// <exception cref="ArgumentException">The shape and the number of bytes contradict each other.</exception>
    public TestTensor(ElementType elementType, long[] dimensions, byte[] data)
    {
        ElementType = elementType;
        Dimensions = dimensions;
        Data = data;
        Strings = [];
        long expected = checked((Count * ElementTypes.BitsOf(elementType)) + 7) / 8;
        if (data.Length != expected)
        {
            throw new ArgumentException($"{this} takes {expected} bytes; {data.Length} were given.");
        }
    }

    /// <summary>A tensor of strings.</summary>
    /// <exception cref="ArgumentException">The shape and the number of strings contradict each other.</exception>
    public TestTensor(long[] dimensions, string[] strings)
    {
        ElementType = ElementType.String;
        Dimensions = dimensions;
        Data = [];
        Strings = strings;
        if (strings.Length != Count)
        {
            throw new ArgumentException($"{this} holds {Count} strings; {strings.Length} were given.");
        }
    }

    /// <summary>The element type.</summary>
    public ElementType ElementType { get; }

    /// <summary>The shape; empty for a scalar.</summary>
    public long[] Dimensions { get; }

    /// <summary>The elements, little-endian; empty for strings.</summary>
    public byte[] Data { get; }

    /// <summary>The elements of a tensor of strings; empty for others.</summary>
    public string[] Strings { get; }

    /// <summary>The number of elements.</summary>
    public long Count => Dimensions.Aggregate(1L, (product, dimension) => checked(product * dimension));

    /// <summary>A tensor from values of a .NET type with an ONNX element type; without dimensions a scalar.</summary>
    public static TestTensor Create<T>(T[] values, params long[] dimensions)
        where T : unmanaged =>
        new(ElementTypeOf.Get<T>(), dimensions, MemoryMarshal.AsBytes<T>(values).ToArray());

    /// <summary>The elements as values of a .NET type of the same width.</summary>
    /// <exception cref="InvalidOperationException">The width is another one.</exception>
    public ReadOnlySpan<T> AsSpan<T>()
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() * 8 != ElementTypes.BitsOf(ElementType))
        {
            throw new InvalidOperationException(
                $"{this} cannot be read as {typeof(T).Name}, which has {Unsafe.SizeOf<T>()} bytes.");
        }

        return MemoryMarshal.Cast<byte, T>(Data);
    }

    /// <summary>The elements as an array of a .NET type of the same width.</summary>
    public T[] ToArray<T>()
        where T : unmanaged => AsSpan<T>().ToArray();

    /// <summary>Every element as a double; complex numbers give two each.</summary>
    /// <exception cref="InvalidOperationException">The elements are strings.</exception>
    public double[] ToDoubles() => ElementDecoder.ToDoubles(this);

    /// <inheritdoc/>
    public override string ToString() => $"{ElementTypes.NameOf(ElementType)}[{string.Join(", ", Dimensions)}]";
}
