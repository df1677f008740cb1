using TypedRtx.Backends;

namespace TypedRtx.Runtime;

/// <summary>A loaded model's session, its idle buffers and the gate that bounds runs in flight.</summary>
internal sealed class ModelRuntime : IDisposable
{
    private readonly IInferenceSession _session;
    private readonly BackendArtefact _artefact;
    private bool _isDisposed;

    public ModelRuntime(ModelDescriptor model, string backend, BackendArtefact artefact, IInferenceSession session, ModelOptions options)
    {
        Model = model;
        Backend = backend;
        _artefact = artefact;
        _session = session;
        Pool = new BufferPool(model, session);
        Gate = new ConcurrencyGate(options.MaxConcurrency ?? session.DefaultConcurrency);
    }

    public ModelDescriptor Model { get; }

    public string Backend { get; }

    public BufferPool Pool { get; }

    public ConcurrencyGate Gate { get; }

    /// <summary>Makes buffers that the pool does not know, for a binding.</summary>
    public RunBuffers CreateBuffers(ReadOnlySpan<int> key)
    {
        ThrowIfDisposed();
        return new RunBuffers(Model, _session.CreateBinding(), new OutputShapes(Model, key), owner: null);
    }

    public RunBuffers Rent(ReadOnlySpan<int> key)
    {
        ThrowIfDisposed();
        return Pool.Rent(key);
    }

    public void ThrowIfDisposed()
    {
        if (Volatile.Read(ref _isDisposed))
        {
            throw new ObjectDisposedException(Model.Name, $"The model {Model.Name} was disposed; load it again to run it.");
        }
    }

    // Runs in flight and leased buffers hold what they need; the gate has no unmanaged part while nobody waits on a handle.
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _isDisposed, true))
        {
            Pool.Dispose();
            _session.Dispose();
            _artefact.Dispose();
        }
    }
}
