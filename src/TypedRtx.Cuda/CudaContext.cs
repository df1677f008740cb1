using System.Runtime.InteropServices;
using TypedRtx.Cuda.Native;

namespace TypedRtx.Cuda;

/// <summary>
/// A GPU's primary context, which all libraries of the process share; kept for as long as streams, events or memory need it.
/// </summary>
/// <remarks>
/// What makes calls on a thread sets the context current there and leaves it so, as other libraries do.
/// </remarks>
internal sealed unsafe class CudaContext : SafeHandle
{
    private CudaContext(CudaDevice device, nint pointer)
        : base(0, ownsHandle: true)
    {
        Device = device;
        SetHandle(pointer);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The GPU.</summary>
    public CudaDevice Device { get; }

    /// <summary>The driver.</summary>
    public CudaLibrary Library => Device.Library;

    /// <summary>The native context; the caller keeps this handle alive while it is used.</summary>
    public nint Pointer => handle;

    /// <summary>Takes a reference to the primary context, which the first one makes.</summary>
    /// <exception cref="CudaException">The driver could not.</exception>
    public static CudaContext Retain(CudaDevice device)
    {
        nint pointer;
        CudaResult result = device.Library.Api.DevicePrimaryCtxRetain(&pointer, device.Ordinal);
        CudaErrors.ThrowIfFailed(device.Library, result, $"start {device}");
        return new CudaContext(device, pointer);
    }

    /// <summary>Makes the context the one that calls on this thread work in.</summary>
    /// <exception cref="CudaException">The driver could not.</exception>
    public void MakeCurrent()
    {
        // No look at IsClosed: what lives in the context keeps it after its owner closed it.
        CudaErrors.ThrowIfFailed(Library, Library.Api.CtxSetCurrent(handle), "take the GPU's context");
    }

    /// <summary>Leaves no context current on this thread, before the last reference goes.</summary>
    public void Leave() => _ = Library.Api.CtxSetCurrent(0);

    /// <summary>Free and total memory of the GPU in bytes.</summary>
    public (long Free, long Total) MemoryInfo()
    {
        MakeCurrent();
        nuint free;
        nuint total;
        CudaErrors.ThrowIfFailed(Library, Library.Api.MemGetInfo(&free, &total), "tell how much memory is free");
        return ((long)free, (long)total);
    }

    // A context that a kernel destroyed can no longer be set, and what lived in it is gone already.
    internal bool TryMakeCurrent() => Library.Api.CtxSetCurrent(handle) == CudaResult.Success;

    protected override bool ReleaseHandle() => Library.Api.DevicePrimaryCtxRelease(Device.Ordinal) == CudaResult.Success;
}
