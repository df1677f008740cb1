using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Device.Hand;
using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx;

namespace TypedRtx.Device.Studies;

/// <summary>A model in the bare library of TensorRT for RTX, with the engine that our backend would use.</summary>
internal sealed class BareModel : IDisposable
{
    private readonly BackendArtefact _artefact;

    private BareModel(BackendArtefact artefact, BareRtx context)
    {
        _artefact = artefact;
        Context = context;
    }

    public BareRtx Context { get; }

    /// <summary>Opens it; the engine is kept in a cache, the compiled kernels in a file that is the caller's.</summary>
    public static BareModel Open(Settings settings, ModelDescriptor descriptor, int[] dims, string? cache, byte[]? kernels)
    {
        ModelOptions options = settings.Options(Specialization.Lazy, cache);
        TensorRtRtxBackend backend = new();
        BackendRequest request = new(descriptor, ModelSource.FromFile(descriptor.Path), options) { Cache = CacheStores.For(options) };
        BackendArtefact artefact = backend.Prepare(request, null, CancellationToken.None);
        try
        {
            return new BareModel(artefact, new BareRtx((RtxArtefact)artefact, descriptor, dims, kernels));
        }
        catch
        {
            artefact.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Context.Dispose();
        _artefact.Dispose();
    }
}
