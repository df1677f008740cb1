using TypedRtx.Backends;
using TypedRtx.Runtime.Widening;

namespace TypedRtx.Runtime;

/// <summary>A loaded model's session, its idle buffers and the gate that bounds runs in flight.</summary>
internal sealed class ModelRuntime : IDisposable
{
    private readonly OpenedBackend _opened;
    private readonly IInferenceSession _session;
    private readonly ProfileGuard? _profiles;
    private bool _isDisposed;

    public ModelRuntime(BackendRequest request, OpenedBackend opened)
    {
        Model = request.Model;
        _opened = opened;
        _session = opened.Session;
        _profiles = ProfileGuard.Of(request, opened.Backend);
        Pool = new BufferPool(Model, _session, _profiles);
        Gate = new ConcurrencyGate(request.Options.MaxConcurrency ?? Math.Max(1, _session.DefaultConcurrency));
    }

    public ModelDescriptor Model { get; }

    public string Backend => _session is WideningSession widening ? widening.Answering : _opened.Backend.Name;

    public BufferPool Pool { get; }

    public ConcurrencyGate Gate { get; }

    /// <summary>The error of a call that came after disposal.</summary>
    public static ObjectDisposedException Disposed(ModelDescriptor model) =>
        new(model.Name, $"The model {model.Name} was disposed; load it again to run it.");

    /// <summary>Makes buffers that the pool does not know, for a binding.</summary>
    public RunBuffers CreateBuffers(ReadOnlySpan<int> key)
    {
        ThrowIfDisposed();
        _profiles?.Check(key);
        return RunBuffers.Create(Model, _session, new OutputShapes(Model, key), owner: null);
    }

    /// <summary>Makes a binding whose memory is the caller's affair.</summary>
    public ISessionBinding CreateBinding()
    {
        ThrowIfDisposed();
        return _session.CreateBinding();
    }

    /// <summary>Looks at the lengths of a run that no buffers are rented for.</summary>
    public void CheckProfile(ReadOnlySpan<int> key) => _profiles?.Check(key);

    public RunBuffers Rent(ReadOnlySpan<int> key)
    {
        ThrowIfDisposed();
        return Pool.Rent(key);
    }

    public void ThrowIfDisposed()
    {
        if (Volatile.Read(ref _isDisposed))
        {
            throw Disposed(Model);
        }
    }

    // Runs in flight and leased buffers hold what they need.
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _isDisposed, true))
        {
            Pool.Dispose();
            _opened.Dispose();
        }
    }
}
