using System.Runtime.InteropServices;

namespace TypedRtx.OnnxRuntime.Native;

/// <summary>
/// An object of ONNX Runtime that we own. It keeps its parent alive, so that objects go in the reverse order of their
/// making whatever the order of disposal: a session that still has bindings is released with the last of them.
/// </summary>
internal sealed unsafe class OrtHandle : SafeHandle
{
    private readonly delegate* unmanaged<nint, void> _release;
    private readonly OrtHandle? _parent;
    private readonly IDisposable? _companion;

    /// <summary>Takes ownership of a pointer.</summary>
    /// <param name="pointer">The object.</param>
    /// <param name="release">The function that releases it.</param>
    /// <param name="parent">The object that must outlive it; null for none.</param>
    /// <param name="companion">What is disposed after it; null for none.</param>
    public OrtHandle(
        nint pointer,
        delegate* unmanaged<nint, void> release,
        OrtHandle? parent = null,
        IDisposable? companion = null)
        : base(0, ownsHandle: true)
    {
        bool added = false;
        parent?.DangerousAddRef(ref added);
        _parent = parent;
        _companion = companion;
        _release = release;
        SetHandle(pointer);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The native pointer; the caller keeps this handle alive while it is used.</summary>
    public nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        _release(handle);
        _companion?.Dispose();
        _parent?.DangerousRelease();
        return true;
    }
}
