using TypedRtx.Cuda;
using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>Asks the library whether engines that it builds run on a GPU, with an engine so small that it takes no time.</summary>
internal static class DeviceProbe
{
    /// <summary>Asks; takes some tens of milliseconds.</summary>
    /// <exception cref="TypedRtxException">The library or the driver fails at it.</exception>
    public static EngineValidity Ask(RtxLibrary library, CudaDevice device, CancellationToken cancellationToken)
    {
        EngineBuildRequest request = new(ModelSource.FromBytes(ProbeModel.Bytes, "probe"));
        using EngineBuild build = new(library, request, cancellationToken);
        using EngineBytes engine = EngineBytes.From(build.ToMemory(null, cancellationToken));
        return Ask(library, device, engine.Address, engine.ByteLength);
    }

    /// <summary>Asks for an engine in memory.</summary>
    /// <exception cref="CudaException">The driver fails at it.</exception>
    public static EngineValidity Ask(RtxLibrary library, CudaDevice device, nint engine, long byteLength)
    {
        using CudaContext context = CudaContext.Retain(device);
        context.MakeCurrent();
        using RtxErrorRecorder recorder = new(library.Abi);
        using RtxHandle runtime = library.CreateRuntime();
        RuntimeApi api = new(runtime);
        api.SetErrorRecorder(recorder.Address);
        int validity = api.GetValidity(engine, byteLength, out ulong diagnostics);
        return new EngineValidity((EngineValidityKind)validity, diagnostics);
    }
}
