using System.Numerics.Tensors;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Support;

/// <summary>Between values of tests and the sequences, maps and optionals of generated classes. Public because compiled drivers call it.</summary>
public static class ValueBridge
{
    /// <summary>A list of tensors; null for an absent one.</summary>
    public static IReadOnlyList<Tensor<T>>? Sequence<T>(TestValue? value) =>
        value is TestSequence sequence ? [.. sequence.Items.Select(item => TensorBridge.Own<T>((TestTensor)item)!)] : null;

    /// <summary>A dictionary.</summary>
    public static IReadOnlyDictionary<TKey, TValue>? Map<TKey, TValue>(TestValue? value)
        where TKey : notnull
    {
        if (value is not TestMap map)
        {
            return null;
        }

        TKey[] keys = TensorBridge.View<TKey>(map.Keys).ToArray();
        TValue[] values = TensorBridge.View<TValue>(map.Values).ToArray();
        return keys.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>A list of dictionaries.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<TKey, TValue>>? Maps<TKey, TValue>(TestValue? value)
        where TKey : notnull =>
        value is TestSequence sequence ? [.. sequence.Items.Select(item => Map<TKey, TValue>(item)!)] : null;

    /// <summary>A copy of a list of tensors.</summary>
    public static TestValue Read<T>(IReadOnlyList<Tensor<T>>? value) =>
        value is null ? TestAbsent.Instance : new TestSequence([.. value.Select(TensorBridge.ReadTensor)]);

    /// <summary>A copy of the tensor of an optional.</summary>
    public static TestValue Read<T>(Tensor<T>? value) =>
        value is null ? TestAbsent.Instance : TensorBridge.ReadTensor(value);

    /// <summary>A copy of a dictionary.</summary>
    public static TestValue Read<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> value) => new TestMap(
        TensorBridge.ReadView<TKey>(value.Keys.ToArray()), TensorBridge.ReadView<TValue>(value.Values.ToArray()));

    /// <summary>A copy of a list of dictionaries.</summary>
    public static TestValue Read<TKey, TValue>(IReadOnlyList<IReadOnlyDictionary<TKey, TValue>> value) =>
        new TestSequence([.. value.Select(Read)]);

    /// <summary>The value as C# holds it: a <c>Tensor</c> has no rank 0, so scalars inside of values are of shape [1].</summary>
    public static TestValue WithoutScalars(TestValue value) => value switch
    {
        TestTensor { Dimensions.Length: 0, Strings.Length: 1 } text => new TestTensor([1], text.Strings),
        TestTensor { Dimensions.Length: 0 } scalar => new TestTensor(scalar.ElementType, [1], scalar.Data),
        TestSequence sequence => new TestSequence([.. sequence.Items.Select(WithoutScalars)]),
        _ => value,
    };
}
