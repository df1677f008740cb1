using TypedRtx.Caching;
using TypedRtx.Cuda;
using TypedRtx.TensorRtRtx.Interop;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Tests with a double of their own, after which nothing may be left and no rule of the library be broken.</summary>
public abstract class DoubleTests : IDisposable
{
    private readonly RtxLibrary _library;

    protected DoubleTests()
    {
        Double = RtxDouble.Create();
        _library = RtxLibrary.TryLoad(Double.Folder, pathOnly: true, out string trace)
            ?? throw new InvalidOperationException(trace);
        CudaLibrary cuda = CudaLibrary.TryLoad(Double.CudaPath, out string reason) ?? throw new InvalidOperationException(reason);
        Device = cuda.TryGetDevice(0, out reason) ?? throw new InvalidOperationException(reason);
    }

    protected RtxDouble Double { get; }

    private protected RtxLibrary Library => _library;

    private protected CudaDevice Device { get; }

    public virtual void Dispose()
    {
        Double.AssertClean();
        Double.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected RunningModel Open(OnnxModelBuilder model, params IReadOnlyList<string> profiles) =>
        new(_library, Device, model, null, null, null, profiles);

    private protected RunningModel Open(OnnxModelBuilder model, ModelOptions options, params IReadOnlyList<string> profiles) =>
        new(_library, Device, model, options, null, null, profiles);

    private protected RunningModel Open(OnnxModelBuilder model, ICacheStore cache, params IReadOnlyList<string> profiles) =>
        new(_library, Device, model, null, cache, null, profiles);

    /// <summary>Opens the engine of a model for the class of another one.</summary>
    private protected RunningModel Open(OnnxModelBuilder model, OnnxModelBuilder compiled, params IReadOnlyList<string> profiles) =>
        new(_library, Device, model, null, null, compiled, profiles);
}
