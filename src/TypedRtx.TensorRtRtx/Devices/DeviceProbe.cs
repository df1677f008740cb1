using TypedRtx.Cuda;
using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>Asks the library whether engines that it builds run on a GPU, with an engine so small that it takes no time.</summary>
internal static class DeviceProbe
{
    /// <summary>Asks; takes some tens of milliseconds.</summary>
    /// <exception cref="TypedRtxException">The library or the driver fails at it.</exception>
    public static EngineValidity Ask(RtxLibrary library, CudaDevice device, CancellationToken cancellationToken) => OnDevice(device, () =>
    {
        // The builder looks at the GPU that is current, and would start the first one otherwise.
        EngineBuildRequest request = new(ModelSource.FromBytes(ProbeModel.Bytes, "probe"));
        using EngineBuild build = new(library, request, cancellationToken);
        using EngineBytes engine = build.ToMemory(null, cancellationToken);
        return Ask(library, engine);
    });

    /// <summary>Asks about one engine; takes about a millisecond.</summary>
    /// <exception cref="TypedRtxException">The library or the driver fails at it.</exception>
    public static EngineValidity Ask(RtxLibrary library, CudaDevice device, EngineBytes engine) =>
        OnDevice(device, () => Ask(library, engine));

    private static EngineValidity Ask(RtxLibrary library, EngineBytes engine)
    {
        using RtxErrorRecorder recorder = new(library.Abi);
        using RtxHandle runtime = library.CreateRuntime();
        RuntimeApi api = new(runtime);
        api.SetErrorRecorder(recorder.Address);
        int validity = api.GetValidity(engine.Address, engine.ByteLength, out ulong diagnostics);
        return new EngineValidity((EngineValidityKind)validity, diagnostics, string.Join("; ", recorder.Take()));
    }

    private static EngineValidity OnDevice(CudaDevice device, Func<EngineValidity> ask)
    {
        using CudaContext context = CudaContext.Retain(device);
        context.MakeCurrent();
        try
        {
            return ask();
        }
        finally
        {
            // This may be the last that holds it, and a context that is gone must not stay current.
            context.Leave();
        }
    }
}
