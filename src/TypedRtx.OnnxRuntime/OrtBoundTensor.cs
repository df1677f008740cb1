using TypedRtx.Backends;

namespace TypedRtx.OnnxRuntime;

/// <summary>What is bound to an input or output; default when nothing is, or what the library holds itself.</summary>
internal struct OrtBoundTensor(nint address, TensorShape shape, bool isOnDevice = false)
{
    /// <summary>Where the tensor lies.</summary>
    public readonly nint Address = address;

    /// <summary>Its shape.</summary>
    public readonly TensorShape Shape = shape;

    /// <summary>Whether the address is the device's.</summary>
    public readonly bool IsOnDevice = isOnDevice;

    /// <summary>Keeps the memory alive; null where the caller does.</summary>
    public TensorMemory? Memory;

    /// <summary>Whether this is what is bound already.</summary>
    public readonly bool Is(nint address, in TensorShape shape, bool isOnDevice = false) =>
        Shape.IsSupplied && Address == address && IsOnDevice == isOnDevice && Shape.Dimensions.SequenceEqual(shape.Dimensions);
}
