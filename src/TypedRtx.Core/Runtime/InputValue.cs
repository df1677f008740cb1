using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using TypedRtx.Backends;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>A sequence, a map or an optional on its way into a run. Generated code wraps, the run copies.</summary>
public readonly struct InputValue
{
    private readonly Func<object, OnnxType, OnnxValue>? _convert;

    private InputValue(object? source, Func<object, OnnxType, OnnxValue> convert)
    {
        Source = source;
        _convert = convert;
    }

    /// <summary>What the caller gave.</summary>
    internal object? Source { get; }

    /// <summary>A sequence of tensors; null for an optional one that is absent.</summary>
    public static InputValue Of<T>(IReadOnlyList<Tensor<T>>? value) =>
        new(value, static (source, type) => ValueCopies.Sequence((IReadOnlyList<Tensor<T>>)source, type));

    /// <summary>The tensor of an optional; null where it is absent.</summary>
    public static InputValue Of<T>(Tensor<T>? value) =>
        new(value, static (source, type) => ValueCopies.Tensor((Tensor<T>)source, type));

    /// <summary>A map.</summary>
    public static InputValue Of<TKey, TValue>(IReadOnlyDictionary<TKey, TValue>? value) =>
        new(value, static (source, type) => ValueCopies.Map((IReadOnlyDictionary<TKey, TValue>)source, type));

    /// <summary>A sequence of maps.</summary>
    public static InputValue Of<TKey, TValue>(IReadOnlyList<IReadOnlyDictionary<TKey, TValue>>? value) => new(
        value,
        static (source, type) => ValueCopies.Maps((IReadOnlyList<IReadOnlyDictionary<TKey, TValue>>)source, type));

    /// <summary>A copy of the value for the backend.</summary>
    /// <exception cref="ArgumentNullException">Nothing was given for an input that is no optional.</exception>
    /// <exception cref="ArgumentException">An item, a key or a string is null.</exception>
    internal OnnxValue Copy(ModelDescriptor model, ModelInput input)
    {
        if (Source is null)
        {
            return input.Type is OptionalType ? AbsentValue.Instance : throw Missing(model, input);
        }

        try
        {
            return _convert!(Source, input.Type is OptionalType optional ? optional.Element : input.Type);
        }
        catch (InvalidDataException e)
        {
            throw new ArgumentException($"{model.Name}: input {input.Display}, {input.Type}: {e.Message}", e);
        }
    }

    [SuppressMessage("Usage", "CA2208", Justification = "The parameter is one of the generated method.")]
    private static ArgumentNullException Missing(ModelDescriptor model, ModelInput input) => new(
        input.Member, $"{model.Name}: input {input.Display} is null; it is {input.Type}, which the model needs.");
}
