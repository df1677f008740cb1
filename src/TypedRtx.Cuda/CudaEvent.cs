using TypedRtx.Cuda.Native;

namespace TypedRtx.Cuda;

/// <summary>A mark in a stream, to wait for or to measure from.</summary>
internal sealed unsafe class CudaEvent : CudaHandle
{
    private const uint DisableTiming = 2;

    private CudaEvent(CudaContext context, nint pointer)
        : base(context, pointer)
    {
    }

    /// <summary>Makes an event, and the context current.</summary>
    /// <param name="context">The context.</param>
    /// <param name="measures">Whether <see cref="MillisecondsSince"/> will be asked; without it, waiting costs less.</param>
    /// <exception cref="CudaException">The driver could not.</exception>
    public static CudaEvent Create(CudaContext context, bool measures = false)
    {
        context.MakeCurrent();
        nint pointer;
        CudaResult result = context.Library.Api.EventCreate(&pointer, measures ? 0 : DisableTiming);
        CudaErrors.ThrowIfFailed(context.Library, result, "make an event");
        return new CudaEvent(context, pointer);
    }

    /// <summary>Marks what was queued in a stream so far.</summary>
    public void Record(CudaStream stream) => Check(Api.EventRecord(handle, stream.Pointer), "record an event");

    /// <summary>Waits until the mark is reached.</summary>
    /// <exception cref="CudaException">Something before the mark failed.</exception>
    public void Synchronize() => Check(Api.EventSynchronize(handle), "wait for an event");

    /// <summary>The time between two marks that were reached, in milliseconds.</summary>
    public float MillisecondsSince(CudaEvent start)
    {
        float milliseconds;
        Check(Api.EventElapsedTime(&milliseconds, start.Pointer, handle), "measure the time between events");
        return milliseconds;
    }

    protected override CudaResult Release(nint pointer) => Api.EventDestroy(pointer);
}
