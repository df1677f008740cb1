using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// One session of free lengths in which runs of several are recorded, for a model that the library records so: further lengths take next
/// to no memory and time then, and are as fast (0.92 to 1.00 of a session of fixed lengths, eleven models on an H100).
/// </summary>
/// <param name="source">The model's bytes.</param>
internal sealed class OrtCudaCommon(ModelSource source)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<OrtCudaLengths, long> _users = [];
    private OrtCudaSession? _session;
    private bool? _isServed;

    /// <summary>The session's part for lengths; null where each has to have a session of its own.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="recordingOf">Makes what decides whether runs of the lengths are recorded.</param>
    /// <param name="open">Opens the session; null where the library does not record the model with free lengths.</param>
    public OrtCudaLengths? TryOpen(BackendRequest request, Func<OrtCudaRecording> recordingOf, Func<OrtCudaSession?> open)
    {
        OrtCudaRecording recording = recordingOf();

        // Several runs at once go through streams of several sessions.
        if (!recording.IsWanted || request.Options.MaxConcurrency is not (null or 1))
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
            _users.Add(lengths, 0);
            return lengths;
        }
    }

    /// <summary>What lengths take beyond what others are said to take already, in bytes.</summary>
    public long ByteLengthOf(OrtCudaLengths lengths)
    {
        lock (_gate)
        {
            if (_session is null || !_users.TryGetValue(lengths, out long told))
            {
                return 0;
            }

            return _users[lengths] = Math.Max(told, _session.ByteLength - _users.Values.Sum() + told);
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
