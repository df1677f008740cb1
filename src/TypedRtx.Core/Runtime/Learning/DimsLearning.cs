using TypedRtx.Backends;
using TypedRtx.Native;
using TypedRtx.Runtime.Adaptive;

namespace TypedRtx.Runtime.Learning;

/// <summary>
/// Keeps what an adaptive session finds out about lengths for the next start of the program, and takes in what earlier ones found out:
/// lengths that gained have a session opened before runs have them, and those that did not are left alone.
/// </summary>
/// <remarks>Nothing that goes wrong here reaches a run: the session learns anew then.</remarks>
/// <param name="request">The model.</param>
/// <param name="opened">What it was opened on.</param>
/// <param name="table">The lengths.</param>
/// <param name="limits">What bounds the work.</param>
/// <param name="log">Told what is done.</param>
/// <param name="open">Has a session opened for lengths.</param>
internal sealed class DimsLearning(
    BackendRequest request,
    OpenedBackend opened,
    DimsTable table,
    AdaptiveLimits limits,
    AdaptiveLog log,
    Action<SpecializedDims> open) : IDisposable
{
    // A start adds at most as many uses as it had, and takes an eighth of what there was, so this many starts make up what there is.
    private const int StartsCounted = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastPatience = TimeSpan.FromMilliseconds(200);

    private readonly LearntEntry _entry = new(request, opened.Backend);
    private readonly CancellationTokenSource _cancellation = new();
    private readonly ManualResetEventSlim _ran = new();
    private Thread? _thread;
    private bool _isLoading;
    private bool _wasKept;

    /// <summary>Whether what earlier starts found out is not being read.</summary>
    public bool IsIdle => !Volatile.Read(ref _isLoading);

    private bool MayWrite => request.Options.Cache.Mode == CacheMode.ReadWrite;

    /// <summary>Begins to read, once, on a thread of its own: what is kept may be found only once all of the model was read.</summary>
    public void Start()
    {
        if (_thread is not null)
        {
            return;
        }

        _isLoading = true;
        _thread = new Thread(Load) { IsBackground = true, Name = $"TypedRtx remembers {request.Model.Name}", Priority = ThreadPriority.BelowNormal };
        _thread.Start();
    }

    /// <summary>Says that a run ended.</summary>
    public void Ran()
    {
        if (!_ran.IsSet)
        {
            _ran.Set();
        }
    }

    /// <summary>Keeps what is new and matters, on a thread in the background; throws nothing.</summary>
    public void KeepNews(CancellationToken cancellationToken)
    {
        if (!MayWrite || !table.Notes().Any(note => note.IsNews))
        {
            return;
        }

        try
        {
            // Nothing is kept under a hash that may be another model's.
            _ = request.Identity.Hash(cancellationToken);
            if (request.Identity.Confirm(cancellationToken))
            {
                Keep(Patience, cancellationToken);
            }
        }
        catch (Exception e)
        {
            // The boundary of a thread: what is not caught here ends the process.
            Failed(e);
        }
    }

    /// <summary>Gives up reading, and keeps how often lengths were used if that takes no time.</summary>
    public void Dispose()
    {
        _cancellation.Cancel();
        if (_thread != Thread.CurrentThread)
        {
            _thread?.Join();
        }

        if (MayWrite && request.Identity.IsSettled)
        {
            try
            {
                Keep(LastPatience, CancellationToken.None);
            }
            catch (Exception e) when (e is TypedRtxException or IOException or UnauthorizedAccessException)
            {
                log.NotKept(e);
            }
        }

        _cancellation.Dispose();
        _ran.Dispose();
    }

    private void Load()
    {
        try
        {
            if (limits.Cost > TimeSpan.Zero)
            {
                _ran.Wait(limits.Grace, _cancellation.Token);
                HashQuietly();
            }

            List<SpecializedDims> ahead = Choose(_entry.Read(_cancellation.Token));
            if (ahead.Count > 0)
            {
                log.Learnt(ahead);
                ahead.ForEach(open);
            }
        }
        catch (Exception e)
        {
            // The boundary of a thread, as above.
            if (!_cancellation.IsCancellationRequested)
            {
                log.NotLearnt(e);
            }
        }
        finally
        {
            Volatile.Write(ref _isLoading, false);
        }
    }

    // A thread of its own, because what a thread of low priority starts is of low priority too, and sessions that are slow to open help nobody.
    private void HashQuietly()
    {
        if (request.Identity.IsSettled)
        {
            return;
        }

        Thread reader = new(Hash) { IsBackground = true, Name = "TypedRtx hashes a model", Priority = ThreadPriority.Lowest };
        reader.Start();
        reader.Join();
    }

    private void Hash()
    {
        try
        {
            // What keeps a small model waits for its hash too.
            if (request.Identity.IsSoonHashed)
            {
                LowPriority.EnterTenth();
            }
            else
            {
                LowPriority.Enter();
            }

            _ = request.Identity.Hash(_cancellation.Token);
        }
#pragma warning disable CA1031 // A thread boundary: what is not caught here ends the process.
        catch (Exception)
        {
            // Who asks next is told.
        }
#pragma warning restore CA1031
    }

    private List<SpecializedDims> Choose(IEnumerable<LearntDims> learnt)
    {
        List<SpecializedDims> ahead = [];
        long bytes = 0;

        // Half of the places stay free for what runs bring.
        foreach (LearntDims known in learnt.Take(limits.Dims / 2).Select(known => known.Relied()))
        {
            if (table.Learn(known) is { } dims
                && !known.IsGeneral
                && ahead.Count < limits.Sessions
                && bytes + known.ByteLength <= limits.Bytes
                && IsWorthIt(known))
            {
                ahead.Add(dims);
                bytes += known.ByteLength;
            }
        }

        return ahead;
    }

    // Where runs feel it, a session has to gain as much in a usual start as it costs, and else waits for runs that do.
    private bool IsWorthIt(LearntDims known)
    {
        if (limits.Cost == TimeSpan.Zero)
        {
            return true;
        }

        // Where the general session opens faster than it did then, because it was kept ready, so does this one.
        double faster = known.GeneralOpening > opened.OpeningTime ? opened.OpeningTime / known.GeneralOpening : 1;
        return known.Times is { IsWorthIt: true } times
            && known.Opening * faster <= (times.General - times.Specialized) * (known.Uses / StartsCounted);
    }

    private void Keep(TimeSpan patience, CancellationToken cancellationToken)
    {
        IReadOnlyList<DimsNote> notes = table.Notes();
        if (notes.Count > 0
            && _entry.Change(
                kept => LearntMerge.Merge(kept, notes, opened.OpeningTime, isFirst: !_wasKept, limits.Dims), patience, cancellationToken))
        {
            table.Kept(notes);
            _wasKept = true;
        }
    }

    private void Failed(Exception failure)
    {
        if (failure is not OperationCanceledException)
        {
            log.NotKept(failure);
        }
    }
}
