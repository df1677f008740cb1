using TypedRtx.Backends;

namespace TypedRtx.OnnxRuntime;

/// <summary>Lengths that share a session with others; runs of each are recorded by themselves.</summary>
/// <param name="common">What the session belongs to.</param>
/// <param name="session">The session.</param>
/// <param name="recording">Whether runs of the lengths are recorded.</param>
internal sealed class OrtCudaLengths(OrtCudaCommon common, OrtCudaSession session, OrtCudaRecording recording) : IInferenceSession
{
    private long _byteLength;
    private bool _isDisposed;

    /// <inheritdoc />
    public int DefaultConcurrency => session.DefaultConcurrency;

    /// <inheritdoc />
    public MemoryKind Resident => session.Resident;

    /// <inheritdoc />
    /// <remarks>The first have the session's own; later ones what it grew by for them.</remarks>
    public long ByteLength => _byteLength += common.TakeGrowth();

    /// <inheritdoc />
    public long AvailableMemory => session.AvailableMemory;

    /// <inheritdoc />
    public ISessionBinding CreateBinding()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IInferenceSession));
        return new OrtCudaBinding(session, recording, mayRecord: true);
    }

    /// <inheritdoc />
    public ISessionBinding CreateStepBinding()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IInferenceSession));
        return new OrtCudaBinding(session, recording, mayRecord: false);
    }

    /// <inheritdoc />
    public TensorMemory Allocate(MemoryKind kind, long byteLength)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IInferenceSession));
        return session.Allocate(kind, byteLength);
    }

    /// <inheritdoc />
    public HostMemory AllocateHost(long byteLength)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(IInferenceSession));
        return session.AllocateHost(byteLength);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _isDisposed, true))
        {
            common.Leave(this);
        }
    }
}
