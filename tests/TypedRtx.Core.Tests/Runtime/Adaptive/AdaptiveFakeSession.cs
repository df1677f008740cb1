using TypedRtx.Backends;
using TypedRtx.Runtime;

namespace TypedRtx.Tests.Runtime.Adaptive;

/// <summary>A session for any lengths, or for fixed ones, that counts its runs.</summary>
internal sealed class AdaptiveFakeSession(AdaptiveBackend backend, ModelDescriptor model, int[] dims) : IInferenceSession
{
    private bool _isDisposed;

    /// <summary>The lengths that it takes; empty for any.</summary>
    public int[] Dims { get; } = dims;

    public FakeEngine Engine { get; } = new(backend.Kernel);

    public bool IsDisposed => Volatile.Read(ref _isDisposed);

    public int StepBindings { get; private set; }

    public int DefaultConcurrency => 8;

    public long ByteLength => backend.ByteLength;

    public ISessionBinding CreateBinding()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        return new FakeBinding(Engine, model);
    }

    public ISessionBinding CreateStepBinding()
    {
        StepBindings++;
        return CreateBinding();
    }

    public TensorMemory Allocate(MemoryKind kind, long byteLength) => HostMemory.Allocate(byteLength);

    public void Dispose() => Assert.False(Interlocked.Exchange(ref _isDisposed, true), "A session is disposed once.");
}
