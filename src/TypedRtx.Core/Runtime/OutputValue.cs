using System.Numerics.Tensors;
using TypedRtx.Backends;

namespace TypedRtx.Runtime;

/// <summary>
/// A sequence, a map or an optional that a run gave. Its C# form is made when it is first read, and is the same object from
/// then on; it outlives the run.
/// </summary>
public sealed class OutputValue
{
    private readonly OnnxValue _value;
    private object? _form;

    internal OutputValue(OnnxValue value) => _value = value;

    /// <summary>A sequence of tensors.</summary>
    public IReadOnlyList<Tensor<T>> Sequence<T>() => (IReadOnlyList<Tensor<T>>)(_form ??= MakeSequence<T>());

    /// <summary>A map.</summary>
    public IReadOnlyDictionary<TKey, TValue> Map<TKey, TValue>()
        where TKey : notnull =>
        (IReadOnlyDictionary<TKey, TValue>)(_form ??= ValueCopies.ToMap<TKey, TValue>((MapValue)_value));

    /// <summary>A sequence of maps.</summary>
    public IReadOnlyList<IReadOnlyDictionary<TKey, TValue>> MapSequence<TKey, TValue>()
        where TKey : notnull =>
        (IReadOnlyList<IReadOnlyDictionary<TKey, TValue>>)(_form ??= MakeMaps<TKey, TValue>());

    /// <summary>The tensor of an optional; null where it is absent.</summary>
    public Tensor<T>? OptionalTensor<T>() =>
        _value is AbsentValue ? null : (Tensor<T>)(_form ??= ValueCopies.ToTensor<T>((TensorValue)_value));

    /// <summary>The sequence of an optional; null where it is absent.</summary>
    public IReadOnlyList<Tensor<T>>? OptionalSequence<T>() => _value is AbsentValue ? null : Sequence<T>();

    private Tensor<T>[] MakeSequence<T>() =>
        [.. ((SequenceValue)_value).Items.Select(item => ValueCopies.ToTensor<T>((TensorValue)item))];

    private Dictionary<TKey, TValue>[] MakeMaps<TKey, TValue>()
        where TKey : notnull =>
        [.. ((SequenceValue)_value).Items.Select(item => ValueCopies.ToMap<TKey, TValue>((MapValue)item))];
}
