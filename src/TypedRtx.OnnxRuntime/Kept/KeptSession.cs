using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TypedRtx.Backends;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// A session that answers first, and one that answers faster and takes longer to make: that is made on a thread of its own after the
/// first answer, and takes the place of the other between two runs. Runs would feel it, so it waits for a pause of theirs, or until they
/// took so long that they lost about as much.
/// </summary>
internal sealed class KeptSession : IInferenceSession, IBackgroundWork
{
    // Without packed weights a run takes 1.04 to 1.6 times as long.
    private const int RunsWorthOpenings = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly BackendRequest _request;
    private readonly Func<CancellationToken, OrtSession> _openFull;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly ManualResetEventSlim _settled = new();
    private readonly ManualResetEventSlim _isWanted = new();
    private readonly ManualResetEventSlim _begun = new();
    private readonly Thread _thread;
    private long _spent;
    private long _lastEnd;
    private int _runs;
    private OrtSession _current;
    private bool _isDisposed;

    /// <summary>Makes a session.</summary>
    /// <param name="request">The model.</param>
    /// <param name="first">The session that answers first.</param>
    /// <param name="openingTime">How long the model took to open before it was kept.</param>
    /// <param name="openFull">Makes the other one; called at most once.</param>
    public KeptSession(BackendRequest request, OrtSession first, TimeSpan openingTime, Func<CancellationToken, OrtSession> openFull)
    {
        _request = request;
        _current = first;
        _openFull = openFull;
        OpeningTime = openingTime;

        // Before the first run, beside whose threads it would take its time to start.
        _thread = new Thread(Make)
        {
            IsBackground = true,
            Name = $"TypedRtx packs {_request.Model.Name}",
            Priority = ThreadPriority.BelowNormal,
        };
        _thread.Start();
    }

    /// <summary>The model.</summary>
    public Runtime.ModelDescriptor Model => _request.Model;

    /// <summary>The session that answers now.</summary>
    public OrtSession Current => Volatile.Read(ref _current);

    /// <summary>Whether the session that answers is the last one.</summary>
    public bool IsSettled => _settled.IsSet;

    /// <inheritdoc />
    public bool IsIdle => !_begun.IsSet || IsSettled;

    /// <inheritdoc />
    public int DefaultConcurrency => Current.DefaultConcurrency;

    /// <inheritdoc />
    public TimeSpan? OpeningTime { get; }

    /// <inheritdoc />
    public long ByteLength => Current.ByteLength;

    /// <inheritdoc />
    public ISessionBinding CreateBinding() => IsSettled ? CreateBinding(out _) : new KeptBinding(this);

    /// <inheritdoc />
    public TensorMemory Allocate(MemoryKind kind, long byteLength) => Current.Allocate(kind, byteLength);

    /// <summary>Makes a binding of the session that answers now.</summary>
    public OrtBinding CreateBinding(out OrtSession session)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(IInferenceSession));
            session = _current;
            return session.CreateBinding();
        }
    }

    /// <inheritdoc />
    /// <remarks>Has it made at once.</remarks>
    public void Settle(CancellationToken cancellationToken)
    {
        _isWanted.Set();
        _begun.Set();
        _settled.Wait(cancellationToken);
    }

    /// <summary>Notes that a run begins, and gives the time for <see cref="Leave"/>.</summary>
    public long Enter()
    {
        Interlocked.Increment(ref _runs);
        return Stopwatch.GetTimestamp();
    }

    /// <summary>Notes that a run ended.</summary>
    public void Leave(long begin)
    {
        long end = Stopwatch.GetTimestamp();
        Volatile.Write(ref _lastEnd, end);
        Interlocked.Add(ref _spent, end - begin);
        Interlocked.Decrement(ref _runs);
        if (!_begun.IsSet)
        {
            _begun.Set();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        // What is being made is given up by the thread that makes it.
        _cancellation.Cancel();
        _thread.Join(TimeSpan.FromMilliseconds(100));
        _current.Dispose();
    }

    private bool IsTime() =>
        Stopwatch.GetElapsedTime(0, Volatile.Read(ref _spent)) >= RunsWorthOpenings * OpeningTime!.Value
        || (Volatile.Read(ref _runs) == 0 && Stopwatch.GetElapsedTime(Volatile.Read(ref _lastEnd)) >= Pause);

    private void Make()
    {
        OrtSession? made = null;
#pragma warning disable CA1031 // A thread boundary: what is not caught here ends the process.
        try
        {
            _begun.Wait(_cancellation.Token);
            while (!IsTime() && !_isWanted.Wait(Pause / 2, _cancellation.Token))
            {
            }

            made = _openFull(_cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            // The model was disposed.
        }
        catch (Exception error)
        {
            _request.Options.Logger?.LogWarning(
                "{Model} on ONNX Runtime: the session that answered first goes on answering, because none with packed weights can be made: {Message}",
                _request.Model.Name,
                error.Message);
        }
#pragma warning restore CA1031

        OrtSession? replaced = made;
        lock (_gate)
        {
            if (made is not null && !_isDisposed)
            {
                replaced = _current;
                Volatile.Write(ref _current, made);
            }

            _settled.Set();
        }

        // Bindings that still use it keep what they need.
        replaced?.Dispose();
    }
}
