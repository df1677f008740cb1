using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TypedRtx.Backends;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>Copies between values of C# and those of the backends.</summary>
internal static class ValueCopies
{
    public static SequenceValue Sequence<T>(IReadOnlyList<Tensor<T>> value, OnnxType type)
    {
        OnnxType element = ((SequenceType)type).Element;
        OnnxValue[] items = new OnnxValue[value.Count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = value[i] is { } tensor ? Tensor(tensor, element) : throw MissingItem(i);
        }

        return new SequenceValue(items);
    }

    public static SequenceValue Maps<TKey, TValue>(IReadOnlyList<IReadOnlyDictionary<TKey, TValue>> value, OnnxType type)
    {
        OnnxType element = ((SequenceType)type).Element;
        OnnxValue[] items = new OnnxValue[value.Count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = value[i] is { } map ? Map(map, element) : throw MissingItem(i);
        }

        return new SequenceValue(items);
    }

    public static MapValue Map<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> value, OnnxType type)
    {
        MapType map = (MapType)type;
        TKey[] keys = [.. value.Keys];
        TValue[] values = [.. value.Values];
        TensorShape shape = new(keys.Length);
        return new MapValue(FromArray(keys, shape, map.Key), FromArray(values, shape, ((TensorType)map.Value).Element));
    }

    /// <summary>A tensor; where the model declares a scalar, one element is one, since a <c>Tensor</c> has no rank 0.</summary>
    public static TensorValue Tensor<T>(Tensor<T> value, OnnxType type)
    {
        TensorType declared = (TensorType)type;
        TensorView<T> view = value;
        bool isScalar = declared.Shape is { Count: 0 } && view.Rank == 1 && view.Shape.Length == 1;
        return FromArray(view.ToArray(), isScalar ? TensorShape.Scalar : view.Shape, declared.Element);
    }

    public static T[] ToArray<T>(TensorValue value)
    {
        if (typeof(T) == typeof(string))
        {
            return (T[])(object)value.Strings;
        }

        T[] elements = new T[value.Bytes.Length / Unsafe.SizeOf<T>()];
        value.Bytes.CopyTo(BytesOf(elements));
        return elements;
    }

    public static Tensor<T> ToTensor<T>(TensorValue value) => new TensorView<T>(ToArray<T>(value), value.Shape).ToTensor();

    public static Dictionary<TKey, TValue> ToMap<TKey, TValue>(MapValue value)
        where TKey : notnull
    {
        TKey[] keys = ToArray<TKey>(value.Keys);
        TValue[] values = ToArray<TValue>(value.Values);
        Dictionary<TKey, TValue> map = new(keys.Length);
        for (int i = 0; i < keys.Length; i++)
        {
            map.Add(keys[i], values[i]);
        }

        return map;
    }

    private static TensorValue FromArray<T>(T[] elements, in TensorShape shape, ElementType element)
    {
        if (elements is string?[] strings)
        {
            int missing = Array.IndexOf(strings, null);
            return missing < 0
                ? new TensorValue(shape, strings!)
                : throw new InvalidDataException(
                    $"string {Number(missing)} is null; ONNX has no null strings. Pass \"\".");
        }

        return new TensorValue(element, shape, BytesOf(elements).ToArray());
    }

    private static Span<byte> BytesOf<T>(T[] elements) => MemoryMarshal.CreateSpan(
        ref Unsafe.As<T, byte>(ref MemoryMarshal.GetArrayDataReference(elements)),
        checked(elements.Length * Unsafe.SizeOf<T>()));

    private static InvalidDataException MissingItem(int index) => new($"item {Number(index)} is null.");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
