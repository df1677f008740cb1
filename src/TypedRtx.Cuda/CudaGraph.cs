using TypedRtx.Cuda.Native;

namespace TypedRtx.Cuda;

/// <summary>Work of a stream that was recorded once and is queued as a whole.</summary>
internal sealed unsafe class CudaGraph : CudaHandle
{
    private CudaGraph(CudaContext context, nint pointer)
        : base(context, pointer)
    {
    }

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

    /// <summary>Makes a recording ready to be launched, and frees the recording.</summary>
    /// <exception cref="CudaException">The driver could not.</exception>
    public static CudaGraph Instantiate(CudaContext context, nint graph)
    {
        ref readonly CudaApi api = ref context.Library.Api;
        nint pointer;
        CudaResult result = api.GraphInstantiate(&pointer, graph, 0);
        _ = api.GraphDestroy(graph);
        CudaErrors.ThrowIfFailed(context.Library, result, "make a recorded run ready");
        return new CudaGraph(context, pointer);
    }

    /// <summary>Queues the work.</summary>
    /// <exception cref="CudaException">The driver could not.</exception>
    public void Launch(CudaStream stream) => Check(Api.GraphLaunch(handle, stream.Pointer), "queue a recorded run");

    protected override CudaResult Release(nint pointer) => Api.GraphExecDestroy(pointer);
}
