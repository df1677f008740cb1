using Microsoft.Extensions.Logging;
using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Native;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Runtime.Widening;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// Keeps an optimised model on a thread of its own once the model answers: with the lowest priority, by one process at a time, and given
/// up at disposal where it would not be done in a moment. What goes wrong is logged, and the model goes on as it is.
/// </summary>
internal sealed class ModelKeeper : IDisposable
{
    // A session that is being made holds the model about three times.
    private const int MemoryShare = 8;

    // Sweeping takes as long as keeping a draft where much lies in the folder of passing files.
    private const int DraftsASweep = 16;

    // Disposal gives up what is under way, which the library notices between two steps of its work.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly BackendRequest _request;
    private readonly HeldModel _held;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly ManualResetEventSlim _answered = new();
    private ScratchFolder? _draft;
    private TimeSpan _openingTime;
    private bool _isDoubted;
    private Thread? _thread;
    private bool _hasEnded;
    private bool _isDisposed;

    public ModelKeeper(BackendRequest request)
    {
        _request = request;
        _held = new HeldModel(request);
    }

    /// <summary>Whether nothing is under way.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return !_answered.IsSet || _thread is not { IsAlive: true };
            }
        }
    }

    /// <summary>
    /// Makes ready to begin, unless it did: starts the thread, which would take its time beside those of runs, and hashes a small model.
    /// </summary>
    /// <param name="environment">What sessions run in.</param>
    /// <param name="isSmall">Whether a session that is opened writes a draft of it.</param>
    /// <param name="isLoading">Whether the model is about to be loaded, which leaves a processor to hash it; otherwise that waits.</param>
    public void Start(OrtEnvironment environment, bool isSmall, bool isLoading)
    {
        lock (_gate)
        {
            if (!_isDisposed && _thread is null)
            {
                _thread = new Thread(() => Work(environment, isSmall, isLoading))
                {
                    IsBackground = true,
                    Name = $"TypedRtx keeps {_request.Model.Name}",
                    Priority = isSmall ? ThreadPriority.BelowNormal : ThreadPriority.Lowest,
                };
                _thread.Start();
            }
        }
    }

    /// <summary>Notes how the model was opened.</summary>
    /// <param name="draft">What the session wrote, taken over; null to have one write it.</param>
    /// <param name="openingTime">How long it took.</param>
    /// <param name="isDoubted">Whether the library did not take what was kept before.</param>
    public void Opened(ScratchFolder? draft, TimeSpan openingTime, bool isDoubted)
    {
        lock (_gate)
        {
            // The thread ended where the model could not be hashed.
            if (_isDisposed || _hasEnded)
            {
                draft?.Dispose();
                return;
            }

            _draft = draft;
            _openingTime = openingTime;
            _isDoubted = isDoubted;
        }
    }

    /// <summary>Begins, because the model answered.</summary>
    public void Begin() => _answered.Set();

    /// <summary>Gives up, and waits for a moment.</summary>
    public void Dispose()
    {
        Thread? thread;
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            thread = _thread;
        }

        if (thread is null)
        {
            _held.Dispose();
            return;
        }

        // What is written already is soon kept; what is not would take as long as loading.
        bool isDone = _draft is not null && _answered.IsSet && thread.Join(LongestWait);
        _cancellation.Cancel();
        if (!isDone)
        {
            thread.Join(LongestWait);
        }
    }

    private void Work(OrtEnvironment environment, bool isSmall, bool isLoading)
    {
#pragma warning disable CA1031 // A thread boundary: what is not caught here ends the process.
        try
        {
            if (isSmall)
            {
                // Done in a moment of its own, and so before a short program ends, which would wait for it.
                LowPriority.EnterTenth();
            }

            if (isSmall && isLoading)
            {
                _ = _request.Identity.Hash(_cancellation.Token);
            }

            // Also where the model is disposed before it answers: whoever ends like that at every start leaves drafts.
            if (isSmall && Random.Shared.Next(DraftsASweep) == 0)
            {
                ScratchFolder.Sweep();
            }

            _answered.Wait(_cancellation.Token);
            if (_draft is null)
            {
                LowPriority.Enter();
                ScratchFolder.Sweep();
            }

            Keep(environment, _cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            // The model was disposed.
        }
        catch (Exception error)
        {
            Log(LogLevel.Warning, $"its optimised form is not kept: {error.Message}");
        }
        finally
        {
            lock (_gate)
            {
                _hasEnded = true;
            }

            _held.Dispose();
            if (_draft is null && _answered.IsSet)
            {
                // What making the model once more left.
                NativeHeap.Trim();
            }

            _draft?.Dispose();
        }
#pragma warning restore CA1031
    }

    private void Keep(OrtEnvironment environment, CancellationToken cancellationToken)
    {
        OrtLibrary library = environment.Library;
        string hash = _request.Identity.Hash(cancellationToken);
        CacheKey key = KeptModelKeys.OfModel(hash, library);
        using IDisposable? held = _request.Cache.Lock(key, TimeSpan.Zero, cancellationToken);
        if (held is null || IsKept(library, cancellationToken))
        {
            return;
        }

        _held.ThrowIfChanged();
        long length = OrtModelSize.ByteLengthOf(_request.Source);
        using ScratchFolder scratch = _draft ?? ScratchFolder.Create();
        if (length > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / MemoryShare || length > _request.Options.Cache.MaxByteLength / 2
            || length > scratch.FreeByteLength / 2)
        {
            Log(LogLevel.Information, "its optimised form is not kept: there is too little room for it in memory, in the cache or for files.");
            return;
        }

        try
        {
            KeptModelWriter writer = new(environment, _request);
            if (_draft is null)
            {
                writer.Draft(scratch, cancellationToken);
            }

            long? kept = writer.Write(hash, key, scratch, _openingTime, cancellationToken);
            _held.ThrowIfChanged();
            if (kept is { } bytes)
            {
                if (_isDoubted)
                {
                    Try(environment, cancellationToken);
                }

                Log(LogLevel.Information, FormattableString.Invariant($"its optimised form of {bytes} bytes was kept."));
            }
        }
        catch (Exception error) when (error is TypedRtxException and not ModelFileException)
        {
            // The same again at every start would be work for nothing.
            _request.Cache.Write(key, stream => KeptModelRecord.Refused(error.Message).Write(stream, []));
            throw;
        }
        catch (ModelFileException)
        {
            _request.Cache.Quarantine(key, "the model changed while it was made ready");
            throw;
        }
    }

    // By another process meanwhile.
    private bool IsKept(OrtLibrary library, CancellationToken cancellationToken)
    {
        KeptModelSearch search = KeptModelSearch.In(_request, library, cancellationToken);
        search.Parts?.Dispose();
        return search.Parts is not null || search.IsRefused;
    }

    // What the library does not read again must not be tried at every start.
    private void Try(OrtEnvironment environment, CancellationToken cancellationToken)
    {
        KeptModelSearch search = KeptModelSearch.In(_request with { Checks = null }, environment.Library, cancellationToken);
        if (search.Parts is { } parts)
        {
            using KeptModel model = KeptModel.Open(environment, _request.Source, parts);
            model.OpenSession(environment, _request, [], OrtSessionUse.KeptForFirstAnswer, cancellationToken).Dispose();
        }
    }

    private void Log(LogLevel level, string message)
    {
        if (_request.Options.Logger is { } logger && logger.IsEnabled(level))
        {
            logger.Log(level, "{Model} on ONNX Runtime: {Message}", _request.Model.Name, message);
        }
    }
}
