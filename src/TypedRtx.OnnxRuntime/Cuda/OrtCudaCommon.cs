using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// One session of free lengths in which runs of several are recorded, for a model that the library records so: further lengths take next
/// to no memory and time then, and are at least as fast as in a session of fixed lengths.
/// </summary>
/// <param name="source">The model's bytes.</param>
internal sealed class OrtCudaCommon(ModelSource source)
{
    private readonly Lock _gate = new();
    private readonly HashSet<OrtCudaLengths> _users = [];
    private OrtCudaSession? _session;
    private long _told;
    private bool? _isServed;

    /// <summary>The session's part for lengths; null where each has to have a session of its own.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="recording">Whether runs of the lengths are recorded.</param>
    /// <param name="open">Opens the session; null where the library does not record the model with free lengths.</param>
    public OrtCudaLengths? TryOpen(BackendRequest request, OrtCudaRecording recording, Func<OrtCudaSession?> open)
    {
        // Several runs at once go through streams of several sessions, and what a budget has no room for is freed session by session.
        if (!recording.IsWanted || request.Options is not { MaxConcurrency: null or 1, MemoryBudget: null })
        {
            return null;
        }

        lock (_gate)
        {
            if (!(_isServed ??= !Searches()))
            {
                return null;
            }

            _session ??= open();
            if (_session is null)
            {
                _isServed = false;
                return null;
            }

            OrtCudaLengths lengths = new(this, _session, recording);
            _users.Add(lengths);
            return lengths;
        }
    }

    /// <summary>What the session takes beyond what was told before, in bytes: lengths are told to take what it grew by for them.</summary>
    public long TakeGrowth()
    {
        lock (_gate)
        {
            long growth = Math.Max(0, (_session?.ByteLength ?? 0) - _told);
            _told += growth;
            return growth;
        }
    }

    /// <summary>Frees the session with the last lengths.</summary>
    public void Leave(OrtCudaLengths lengths)
    {
        lock (_gate)
        {
            if (_users.Remove(lengths) && _users.Count == 0)
            {
                _session?.Dispose();
                _session = null;
                _told = 0;
            }
        }
    }

    // Convolutions of new lengths try all their kernels in the first run, which takes up to half a second: other lengths would wait for it.
    private bool Searches()
    {
        using Stream stream = source.OpenRead();
        return OperatorReader.Calls(stream, static name => name.Contains("Conv", StringComparison.Ordinal));
    }
}
