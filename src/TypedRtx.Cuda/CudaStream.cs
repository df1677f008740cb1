using TypedRtx.Cuda.Native;

namespace TypedRtx.Cuda;

/// <summary>A queue of work on a GPU that waits for no other queue.</summary>
internal sealed unsafe class CudaStream : CudaHandle
{
    private const uint NonBlocking = 1;

    private CudaStream(CudaContext context, nint pointer)
        : base(context, pointer)
    {
    }

    /// <summary>Makes a stream, and the context current.</summary>
    /// <exception cref="CudaException">The driver could not.</exception>
    public static CudaStream Create(CudaContext context)
    {
        context.MakeCurrent();
        nint pointer;
        CudaErrors.ThrowIfFailed(context.Library, context.Library.Api.StreamCreate(&pointer, NonBlocking), "make a stream");
        return new CudaStream(context, pointer);
    }

    /// <summary>Waits until all that was queued is done.</summary>
    /// <exception cref="CudaException">Some of it failed.</exception>
    public void Synchronize() => Check(Api.StreamSynchronize(handle), "finish what was queued");

    /// <summary>Lets what is queued from now on wait for an event.</summary>
    public void Wait(CudaEvent other) => Check(Api.StreamWaitEvent(handle, other.Pointer, 0), "wait for an event");

    /// <summary>Queues a copy from the host. The source must stay as it is until the stream was waited for.</summary>
    public void Upload(nint destination, void* source, long byteLength) =>
        Check(Api.MemcpyHtoDAsync(destination, source, checked((nuint)byteLength), handle), "copy from the host to the GPU");

    /// <summary>Queues a copy to the host.</summary>
    public void Download(void* destination, nint source, long byteLength) =>
        Check(Api.MemcpyDtoHAsync(destination, source, checked((nuint)byteLength), handle), "copy from the GPU to the host");

    /// <summary>Queues a copy from device memory to device memory.</summary>
    public void Copy(nint destination, nint source, long byteLength) =>
        Check(Api.MemcpyDtoDAsync(destination, source, checked((nuint)byteLength), handle), "copy on the GPU");

    /// <summary>Queues zeros.</summary>
    public void Clear(nint destination, long byteLength) =>
        Check(Api.MemsetD8Async(destination, 0, checked((nuint)byteLength), handle), "clear memory on the GPU");

    /// <summary>Queues a copy of rows, whose pitches are at least their length.</summary>
    public void CopyRows(in CudaCopy2D rows)
    {
        fixed (CudaCopy2D* first = &rows)
        {
            Check(Api.Memcpy2DAsync(first, handle), "copy rows on the GPU");
        }
    }

    protected override CudaResult Release(nint pointer) => Api.StreamDestroy(pointer);
}
