using TypedRtx.Backends;
using TypedRtx.Runtime;

namespace TypedRtx.Tests;

internal sealed class ProfiledSession(ProfiledBackend backend, ModelDescriptor model, OptimizationProfile profile) : IInferenceSession
{
    private bool _isDisposed;

    public int DefaultConcurrency => 8;

    public bool IsDisposed => Volatile.Read(ref _isDisposed);

    public ISessionBinding CreateBinding()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        return backend.BindingFailure is { } failure ? throw failure : new ProfiledBinding(backend, model, profile);
    }

    public TensorMemory Allocate(MemoryKind kind, long byteLength) => HostMemory.Allocate(byteLength);

    public void Dispose()
    {
        Assert.False(Interlocked.Exchange(ref _isDisposed, true), "A session is disposed once.");
    }
}
