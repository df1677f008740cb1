using System.Runtime.InteropServices;
using System.Text;
using TypedRtx.Signatures;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>One input or output of an engine.</summary>
internal sealed unsafe class RtxTensor
{
    private readonly byte[] _nativeName;

    /// <summary>Describes a tensor.</summary>
    /// <param name="name">The ONNX name.</param>
    /// <param name="element">The element type.</param>
    /// <param name="isOnHost">Whether the engine reads or writes it on the host, because shapes follow from it.</param>
    /// <param name="shape">The shape, with -1 where the length is not fixed.</param>
    public RtxTensor(string name, ElementType element, bool isOnHost, RtxDims shape)
    {
        // On the pinned heap, so that the library is handed the same address in every run.
        _nativeName = GC.AllocateArray<byte>(Encoding.UTF8.GetByteCount(name) + 1, pinned: true);
        Encoding.UTF8.GetBytes(name, _nativeName);
        NativeName = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_nativeName, 0);
        Name = name;
        Element = element;
        IsOnHost = isOnHost;
        Shape = shape;
        ReadOnlySpan<long> lengths = shape.Values;
        IsDynamic = shape.Rank > 0 && lengths[..shape.Rank].Contains(-1);
    }

    /// <summary>The ONNX name.</summary>
    public string Name { get; }

    /// <summary>The name as the library takes it; valid while this object is.</summary>
    public byte* NativeName { get; }

    /// <summary>The element type.</summary>
    public ElementType Element { get; }

    /// <summary>Whether the engine reads or writes it on the host.</summary>
    public bool IsOnHost { get; }

    /// <summary>The shape, with -1 where the length is not fixed.</summary>
    public RtxDims Shape { get; }

    /// <summary>Whether the length of an axis is not fixed.</summary>
    public bool IsDynamic { get; }

    /// <summary>The bytes that a tensor of this element type and a shape takes.</summary>
    /// <exception cref="OverflowException">The count leaves 64 bits.</exception>
    public long ByteLength(in TensorShape shape) => checked((shape.Length * ElementTypes.BitsOf(Element) + 7) / 8);
}
