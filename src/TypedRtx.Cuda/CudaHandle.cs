using System.Runtime.InteropServices;
using TypedRtx.Cuda.Native;

namespace TypedRtx.Cuda;

/// <summary>Something that lives in a context and is ours. It keeps the context.</summary>
internal abstract class CudaHandle : SafeHandle
{
    protected CudaHandle(CudaContext context, nint pointer)
        : base(0, ownsHandle: true)
    {
        bool added = false;
        context.DangerousAddRef(ref added);
        Context = context;
        SetHandle(pointer);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The context.</summary>
    public CudaContext Context { get; }

    /// <summary>The native pointer; the caller keeps this handle alive while it is used.</summary>
    public nint Pointer => handle;

    /// <summary>The functions.</summary>
    protected ref readonly CudaApi Api => ref Context.Library.Api;

    protected override bool ReleaseHandle()
    {
        // Also where the context cannot be set any more, because a kernel destroyed it: the driver may free its own part.
        _ = Context.TryMakeCurrent();
        bool released = Release(handle) == CudaResult.Success;
        Context.DangerousRelease();
        return released;
    }

    /// <summary>Gives the object back, with the context current where that is still possible.</summary>
    protected abstract CudaResult Release(nint pointer);

    /// <summary>Throws when a call failed.</summary>
    protected void Check(CudaResult result, string doing) => CudaErrors.ThrowIfFailed(Context.Library, result, doing);
}
