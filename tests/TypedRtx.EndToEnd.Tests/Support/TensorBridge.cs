using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Support;

/// <summary>Between tensors of tests and the types of generated classes. Public because compiled drivers call it.</summary>
public static class TensorBridge
{
    /// <summary>A view with the tensor's shape; not supplied for null.</summary>
    public static TensorView<T> View<T>(TestTensor? tensor) =>
        tensor is null ? default : new TensorView<T>(Elements<T>(tensor), ShapeOf(tensor));

    /// <summary>A tensor of its own; null for null.</summary>
    public static Tensor<T>? Own<T>(TestTensor? tensor) => tensor is null ? null : View<T>(tensor).ToTensor();

    /// <summary>The one element.</summary>
    public static T Scalar<T>(TestTensor? tensor) => tensor is null ? default! : Elements<T>(tensor)[0];

    /// <summary>The one element; null for null.</summary>
    public static T? ScalarOrNull<T>(TestTensor? tensor)
        where T : struct => tensor is null ? null : Elements<T>(tensor)[0];

    /// <summary>Copies the elements to a binding's memory.</summary>
    public static void Fill<T>(TestTensor tensor, Span<T> destination) => Elements<T>(tensor).CopyTo(destination);

    /// <summary>A tensor of packed elements; null for null.</summary>
    public static PackedTensor<T>? Packed<T>(TestTensor? tensor)
        where T : struct, IPackedElement<T> => tensor is null ? null : new PackedTensor<T>(tensor.Data.ToArray(), ShapeOf(tensor));

    /// <summary>Writes the elements to a binding's memory.</summary>
    public static void Fill<T>(TestTensor tensor, PackedTensor<T> destination)
        where T : struct, IPackedElement<T> => destination.Pack(Packed<T>(tensor)!.ToArray());

    /// <summary>A copy of a tensor of packed elements.</summary>
    public static TestTensor ReadPacked<T>(PackedTensor<T> tensor)
        where T : struct, IPackedElement<T> => ReadPacked<T>((PackedTensorView<T>)tensor);

    /// <summary>A copy of a view of packed elements.</summary>
    public static TestTensor ReadPacked<T>(PackedTensorView<T> view)
        where T : struct, IPackedElement<T> =>
        new(TypeOf<T>(), [.. view.Shape.Dimensions.ToArray().Select(length => (long)length)], view.Bytes.ToArray());

    /// <summary>A copy of a view.</summary>
    public static TestTensor ReadView<T>(TensorView<T> view)
    {
        long[] dimensions = [.. view.Shape.Dimensions.ToArray().Select(length => (long)length)];
        return Create(view.ToArray(), dimensions);
    }

    /// <summary>A copy of an owned tensor.</summary>
    public static TestTensor ReadTensor<T>(Tensor<T> tensor) => ReadView<T>(tensor);

    /// <summary>A tensor of rank 0.</summary>
    public static TestTensor ReadScalar<T>(T value) => Create([value], []);

    private static TensorShape ShapeOf(TestTensor tensor) => new([.. tensor.Dimensions.Select(length => checked((int)length))]);

    private static ReadOnlySpan<T> Elements<T>(TestTensor tensor)
    {
        if (typeof(T) == typeof(string))
        {
            return (T[])(object)tensor.Strings;
        }

        int size = Unsafe.SizeOf<T>();
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(tensor.Data)), tensor.Data.Length / size);
    }

    private static TestTensor Create<T>(T[] elements, long[] dimensions)
    {
        if (elements is string[] strings)
        {
            return new TestTensor(dimensions, strings);
        }

        byte[] bytes = new byte[elements.Length * Unsafe.SizeOf<T>()];
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetArrayDataReference(elements)), bytes.Length).CopyTo(bytes);
        return new TestTensor(TypeOf<T>(), dimensions, bytes);
    }

    // Types of ours are named like their element types.
    private static ElementType TypeOf<T>() => typeof(T) == typeof(Complex) ? ElementType.Complex128
        : typeof(T).Assembly == typeof(BFloat16).Assembly ? Enum.Parse<ElementType>(typeof(T).Name)
        : ElementTypeOf.Get<T>();
}
