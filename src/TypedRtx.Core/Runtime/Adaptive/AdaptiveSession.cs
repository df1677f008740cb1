using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Runtime.Learning;
using TypedRtx.Runtime.Widening;

namespace TypedRtx.Runtime.Adaptive;

/// <summary>
/// Stands before the general session of a backend that gains from sessions of fixed lengths: has one opened for lengths that come
/// back, compares both, and lets the faster one answer from the next run on.
/// </summary>
/// <remarks>
/// One thread opens and compares, and ends when nothing waits. Nothing that goes wrong there reaches a run: the general session
/// stays in place. Bindings for steps are the general session's own.
/// </remarks>
internal sealed class AdaptiveSession : IInferenceSession, ISpecializing, IBackgroundWork
{
    private readonly BackendRequest _request;
    private readonly OpenedBackend _opened;
    private readonly AdaptiveLimits _limits;
    private readonly DimsTable _table;
    private readonly Specializer _specializer;
    private readonly SpecializationQueue _queue;
    private readonly DimsLearning? _learning;
    private readonly bool _isEager;
    private bool _isDisposed;

    private AdaptiveSession(BackendRequest request, OpenedBackend opened, AdaptiveLimits limits)
    {
        _request = request;
        _opened = opened;
        _limits = limits;
        _isEager = request.Options.Specialization == Specialization.Eager;
        _table = new DimsTable(limits);
        General = new ServedSession(opened with { Artefact = null }, null);
        AdaptiveLog log = new(request, opened.Backend);
        _specializer = new Specializer(request, opened, General, _table, limits, log);
        _learning = request.Cache is NoCache ? null : new DimsLearning(request, opened, _table, limits, log, OpenAhead);
        _queue = new SpecializationQueue(
            $"TypedRtx specialises {request.Model.Name}", _specializer.Specialize, token => _learning?.KeepNews(token));
    }

    public ModelDescriptor Model => _request.Model;

    /// <summary>The session that takes any lengths.</summary>
    public ServedSession General { get; }

    /// <summary>Changes whenever a binding should look again which session answers.</summary>
    public int Version => _table.Version;

    /// <summary>Keeps runs out for moments; null where nothing does.</summary>
    public RunPause? Pause => _limits.Pause;

    /// <inheritdoc />
    public IReadOnlyList<DimsSpecialization> Specializations => _table.Describe();

    /// <inheritdoc />
    /// <remarks>No session is asked for or being opened or compared, and what was found out is kept.</remarks>
    public bool IsIdle => _learning is not { IsIdle: false } && _queue.IsIdle && General.IsIdle;

    /// <inheritdoc />
    public int DefaultConcurrency => _opened.Session.DefaultConcurrency;

    /// <inheritdoc />
    public MemoryKind Resident => _opened.Session.Resident;

    /// <summary>Puts an adaptive session before the one that was opened, where options, model and backend call for it.</summary>
    public static OpenedBackend Over(BackendRequest request, OpenedBackend opened, AdaptiveLimits? limits = null) =>
        opened.Artefact is not null && IsNeeded(request, opened.Backend)
            ? opened with { Session = new AdaptiveSession(request, opened, limits ?? AdaptiveLimits.Of(request.Options, opened)) }
            : opened;

    /// <summary>Whether options, model and backend call for one.</summary>
    public static bool IsNeeded(BackendRequest request, IInferenceBackend backend) =>
        request.Options.Specialization != Specialization.None
        && request.Model.Plan.Symbols.Count > 0
        && backend.SpecializesBySession(request);

    /// <inheritdoc />
    public void Report(Action<int[]> released, ModelMetrics metrics)
    {
        _specializer.Released = released;
        _specializer.Metrics = metrics;
        _learning?.Start();
    }

    /// <inheritdoc />
    public ISessionBinding CreateBinding()
    {
        ThrowIfDisposed();
        return new AdaptiveBinding(this);
    }

    /// <inheritdoc />
    public ISessionBinding CreateStepBinding()
    {
        ThrowIfDisposed();
        return _opened.Session.CreateStepBinding();
    }

    /// <inheritdoc />
    public TensorMemory Allocate(MemoryKind kind, long byteLength) => _opened.Session.Allocate(kind, byteLength);

    /// <inheritdoc />
    public HostMemory AllocateHost(long byteLength) => _opened.Session.AllocateHost(byteLength);

    /// <summary>What is known of lengths; null where none more are remembered.</summary>
    public SpecializedDims? Find(ReadOnlySpan<int> dims) => _table.Find(dims);

    /// <summary>Notes that a binding goes on with lengths that it knows.</summary>
    public void Using(SpecializedDims dims) => _table.Using(dims);

    /// <summary>Counts a run, and asks for a session where it is time; whether later runs are to be counted too.</summary>
    public bool Count(SpecializedDims dims, RecordedBinding run, CancellationToken cancellationToken)
    {
        bool counts = _table.Count(dims, _isEager, out bool isWanted);
        if (isWanted && _table.TryBegin(dims, _isEager))
        {
            try
            {
                dims.Sample = SampleRun.Copy(Model, run, dims.Dims);
            }
            catch (Exception e) when (e is OutOfMemoryException or TypedRtxException)
            {
                // The run itself needs no copy; zeros will do.
                dims.Sample = null;
            }

            Enqueue(dims, _isEager ? int.MaxValue : _limits.Waiting);
        }

        if (dims is { State: SpecializationState.Pending, IsAhead: true } && _table.TryHurry(dims, _isEager))
        {
            _queue.Hurry(dims);
        }

        if (_isEager && dims is { State: SpecializationState.Pending, IsUrgent: true })
        {
            dims.Answered.Task.Wait(cancellationToken);
        }

        return counts;
    }

    /// <summary>The time now, to tell <see cref="Spent"/> how long a run took.</summary>
    public long Timestamp => _limits.Clock.GetTimestamp();

    /// <summary>Notes that a run that was counted began at a time and ends now.</summary>
    public void Spent(SpecializedDims dims, long begin)
    {
        dims.Spend(_limits.Clock.GetElapsedTime(begin));
        _learning?.Ran();
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">Too many lengths wait.</exception>
    public async Task WarmAsync(int[] dims, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        SpecializedDims known = Find(dims) ?? throw new InvalidOperationException(
            $"{Model.Name}: sessions for {_limits.Dims} lengths wait or are there, and no more are taken. Await earlier calls first.");
        if (_table.TryBegin(known, isUrgent: false))
        {
            Enqueue(known, int.MaxValue);
        }

        if (known.State is SpecializationState.Pending)
        {
            if (_table.TryHurry(known, isUrgent: false))
            {
                _queue.Hurry(known);
            }

            await known.Settled.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        ThrowIfDisposed();
    }

    /// <summary>Says that a specialised session failed; whether the general one is to be asked in its place.</summary>
    public bool TryReject(SpecializedDims? dims, ServedSession? session, TypedRtxException failure)
    {
        if (dims is null || session is null || session == General)
        {
            return false;
        }

        _specializer.Reject(dims, session, failure);
        return true;
    }

    public void ThrowIfDisposed()
    {
        if (Volatile.Read(ref _isDisposed))
        {
            throw ModelRuntime.Disposed(Model);
        }
    }

    /// <summary>Cancels what is under way and waits for its end. Bindings keep what they need.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        foreach (SpecializedDims dims in _queue.Stop())
        {
            Specializer.Complete(dims);
        }

        _queue.Dispose();
        _learning?.Dispose();
        _table.Clear().ForEach(session => session.Retire());
        General.Retire();
        _specializer.Dispose();
    }

    // No run asked for it yet, so it waits until nothing else does.
    private void OpenAhead(SpecializedDims dims)
    {
        if (_table.TryBegin(dims, isUrgent: false, isAhead: true))
        {
            Enqueue(dims, int.MaxValue);
        }
    }

    private void Enqueue(SpecializedDims dims, int limit)
    {
        if (!_queue.TryAdd(dims, limit))
        {
            _table.Withdraw(dims);
            Specializer.Complete(dims);
        }
    }
}
