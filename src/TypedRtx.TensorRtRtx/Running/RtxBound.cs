using TypedRtx.Backends;
using TypedRtx.Cuda;

namespace TypedRtx.TensorRtRtx;

/// <summary>What is bound to an input or output; default when nothing is.</summary>
internal struct RtxBound
{
    /// <summary>How.</summary>
    public RtxBoundKind Kind;

    /// <summary>Where the tensor lies, on the host or the GPU.</summary>
    public nint Address;

    /// <summary>Its shape.</summary>
    public TensorShape Shape;

    /// <summary>Its size in bytes.</summary>
    public long ByteLength;

    /// <summary>Keeps the memory alive; null where the caller does.</summary>
    public TensorMemory? Memory;

    /// <summary>The memory as the GPU's; null for memory of the host.</summary>
    public DeviceMemory? Device;

    /// <summary>Whether this is what is bound already.</summary>
    public readonly bool Is(RtxBoundKind kind, nint address, in TensorShape shape) =>
        Kind == kind && Address == address && Shape.Dimensions.SequenceEqual(shape.Dimensions);
}
