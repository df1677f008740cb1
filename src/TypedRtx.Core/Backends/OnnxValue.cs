using TypedRtx.Signatures;

namespace TypedRtx.Backends;

/// <summary>
/// A value that is more than one tensor in memory: a sequence, a map, or what an optional holds. A tree of copies, which
/// no backend and no caller shares.
/// </summary>
public abstract class OnnxValue
{
    private protected OnnxValue()
    {
    }
}

/// <summary>A tensor inside of a value.</summary>
public sealed class TensorValue : OnnxValue
{
    /// <summary>A tensor of anything but text, row-major.</summary>
    public TensorValue(ElementType element, TensorShape shape, byte[] bytes)
    {
        Element = element;
        Shape = shape;
        Bytes = bytes;
        Strings = [];
    }

    /// <summary>A tensor of text, row-major.</summary>
    public TensorValue(TensorShape shape, string[] strings)
    {
        Element = ElementType.String;
        Shape = shape;
        Bytes = [];
        Strings = strings;
    }

    /// <summary>The element type.</summary>
    public ElementType Element { get; }

    /// <summary>The shape.</summary>
    public TensorShape Shape { get; }

    /// <summary>The elements, row-major; empty for text.</summary>
    public byte[] Bytes { get; }

    /// <summary>The elements of a tensor of text; empty for others.</summary>
    public string[] Strings { get; }
}

/// <summary>A list of values of one type.</summary>
/// <param name="items">The values.</param>
public sealed class SequenceValue(IReadOnlyList<OnnxValue> items) : OnnxValue
{
    /// <summary>The values.</summary>
    public IReadOnlyList<OnnxValue> Items { get; } = items;
}

/// <summary>A dictionary, as two tensors of rank 1 whose elements belong together.</summary>
/// <param name="keys">The keys, each there once.</param>
/// <param name="values">The value of each key.</param>
public sealed class MapValue(TensorValue keys, TensorValue values) : OnnxValue
{
    /// <summary>The keys.</summary>
    public TensorValue Keys { get; } = keys;

    /// <summary>The value of each key.</summary>
    public TensorValue Values { get; } = values;
}

/// <summary>An optional that holds nothing.</summary>
public sealed class AbsentValue : OnnxValue
{
    private AbsentValue()
    {
    }

    /// <summary>The only one.</summary>
    public static AbsentValue Instance { get; } = new();
}
