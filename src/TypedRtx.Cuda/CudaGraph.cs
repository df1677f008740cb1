using TypedRtx.Cuda.Native;

namespace TypedRtx.Cuda;

/// <summary>Work of a stream that was recorded once and is queued as a whole.</summary>
internal sealed unsafe class CudaGraph : CudaHandle
{
    private readonly DeviceBlock? _copied;

    private CudaGraph(CudaContext context, nint pointer, DeviceBlock? copied)
        : base(context, pointer) => _copied = copied;

    /// <summary>How much of the host's memory it copies as it was when it was recorded, in bytes.</summary>
    public long CopiedByteLength => _copied?.ByteLength ?? 0;

    /// <summary>Records what is queued in a stream, which is not done yet.</summary>
    /// <param name="stream">The stream, in which nothing else is queued meanwhile, and whose context is current.</param>
    /// <param name="queue">
    /// Queues the work on this thread; false when it could not. Calls in it that wait for the GPU or allocate its memory fail and spoil
    /// the recording; those of other threads do not matter.
    /// </param>
    /// <param name="graph">What was recorded, to be handed to <see cref="Instantiate"/>; 0 for nothing.</param>
    /// <returns>Why nothing was recorded; <see cref="CudaResult.Success"/> also where only <paramref name="queue"/> failed.</returns>
    public static CudaResult Record(CudaStream stream, Func<bool> queue, out nint graph)
    {
        ref readonly CudaApi api = ref stream.Context.Library.Api;
        graph = 0;
        CudaResult result = api.StreamBeginCapture(stream.Pointer, CudaCaptureMode.ThreadLocal);
        if (result != CudaResult.Success)
        {
            return result;
        }

        bool isQueued = false;
        nint recorded = 0;
        try
        {
            isQueued = queue();
        }
        finally
        {
            result = api.StreamEndCapture(stream.Pointer, &recorded);
            if (recorded != 0 && !(isQueued && result == CudaResult.Success))
            {
                _ = api.GraphDestroy(recorded);
                recorded = 0;
            }
        }

        graph = recorded;
        return result;
    }

    /// <summary>Makes a recording ready to be launched, and frees the recording. What it copies from the host is copied now.</summary>
    /// <param name="stream">The stream that was recorded, in which nothing was queued since; it is waited for.</param>
    /// <param name="graph">The recording.</param>
    /// <exception cref="CudaException">The driver could not, or the recording copies to the host.</exception>
    public static CudaGraph Instantiate(CudaStream stream, nint graph)
    {
        ref readonly CudaApi api = ref stream.Context.Library.Api;
        DeviceBlock? copied = null;
        try
        {
            copied = RecordedCopies.Keep(stream, graph);
            nint pointer;
            CudaErrors.ThrowIfFailed(stream.Context.Library, api.GraphInstantiate(&pointer, graph, 0), "make a recorded run ready");
            return new CudaGraph(stream.Context, pointer, copied);
        }
        catch
        {
            copied?.Dispose();
            throw;
        }
        finally
        {
            _ = api.GraphDestroy(graph);
        }
    }

    /// <summary>Queues the work.</summary>
    /// <exception cref="CudaException">The driver could not.</exception>
    public void Launch(CudaStream stream) => Check(Api.GraphLaunch(handle, stream.Pointer), "queue a recorded run");

    protected override CudaResult Release(nint pointer)
    {
        CudaResult result = Api.GraphExecDestroy(pointer);
        _copied?.Dispose();
        return result;
    }
}
