using System.Diagnostics;
using TypedRtx.Backends;
using TypedRtx.Runtime.Adaptive;

namespace TypedRtx.Runtime.Widening;

/// <summary>
/// Stands before the sessions of a backend that needs profiles, for a model that declares none: has engines built for the
/// lengths that runs bring, and wider ones for lengths outside.
/// </summary>
/// <remarks>
/// <para>
/// A backend asked for by name: a run outside waits for its engine. Under <see cref="Backend.Auto"/> the next backend answers,
/// and the engine takes over between two runs as soon as it is there. One build at a time.
/// </para>
/// <para>
/// Memory comes from the backend and not from its sessions, which come and go. For a backend asked for by name it is of any kind that
/// it has; under Auto it is host memory, because another may answer the next run. Runs in flight: as many as the engine of an earlier
/// start says, and one where none is there at load.
/// </para>
/// </remarks>
internal sealed partial class WideningSession : IInferenceSession
{
    private readonly Lock _gate = new();
    private readonly BackendRequest _request;
    private readonly IInferenceBackend _backend;
    private readonly bool _mayChangeBackend;
    private readonly ITensorAllocator _memory;
    private readonly NextBackend _next;
    private readonly HeldModel _held;
    private readonly ProfileBuilds _builds;
    private readonly WideningSpecializing _specializing;
    private readonly WideningLog _log;
    private ServedSession? _current;
    private int _version;
    private bool _isDisposed;

    private WideningSession(BackendRequest request, IInferenceBackend backend, Func<CancellationToken, OpenedBackend>? openNext)
    {
        _request = request;
        _backend = backend;
        _mayChangeBackend = openNext is not null;
        _log = new WideningLog(request, backend);
        _next = new NextBackend(request.Model, openNext, _log);
        _builds = new ProfileBuilds(request.Model, Build, Failed);
        _specializing = new WideningSpecializing(this, _builds);
        _memory = backend.OpenMemory(request);
        _held = new HeldModel(request);
    }

    /// <summary>Changes whenever another session takes over.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>Specialises on the engine in place; null where nothing is specialised.</summary>
    public ISpecializing? Specializing => AdaptiveSession.IsNeeded(_request, _backend) ? _specializing : null;

    /// <summary>The session of the engine in place; null before the first.</summary>
    public ServedSession? Current => Volatile.Read(ref _current);

    public ModelDescriptor Model => _request.Model;

    /// <summary>The name of the backend that answers now.</summary>
    public string Answering => (Current ?? _next.Opened)?.Name ?? _backend.Name;

    /// <inheritdoc />
    public int DefaultConcurrency => Current?.Session.DefaultConcurrency ?? 1;

    /// <inheritdoc />
    public MemoryKind Resident => _mayChangeBackend ? MemoryKind.Host : _memory.Resident;

    /// <summary>Whether a backend can run a model only so.</summary>
    public static bool IsNeeded(BackendRequest request, IInferenceBackend backend) =>
        backend.NeedsProfiles && request.Profiles.Count == 0 && request.Model.Plan.Symbols.Count > 0;

    /// <summary>Opens a model. An engine for the lengths of an earlier start is there at the end, or under way.</summary>
    /// <param name="backend">The backend.</param>
    /// <param name="request">What to run.</param>
    /// <param name="openNext">Opens the model on the backend that answers while an engine is built; null for none.</param>
    /// <param name="progress">Told how far loading is.</param>
    /// <param name="cancellationToken">Gives up loading.</param>
    public static OpenedBackend Open(
        IInferenceBackend backend,
        BackendRequest request,
        Func<CancellationToken, OpenedBackend>? openNext,
        IProgress<LoadProgress>? progress,
        CancellationToken cancellationToken)
    {
        WideningSession session = new(request, backend, openNext);
        try
        {
            session.Begin(progress, cancellationToken);
        }
        catch
        {
            session.Dispose();
            throw;
        }

        return new OpenedBackend(backend, null, session);
    }

    /// <inheritdoc />
    public ISessionBinding CreateBinding()
    {
        ThrowIfDisposed();
        return new WideningBinding(this, isForSteps: false);
    }

    /// <inheritdoc />
    public ISessionBinding CreateStepBinding()
    {
        ThrowIfDisposed();
        return new WideningBinding(this, isForSteps: true);
    }

    /// <inheritdoc />
    public TensorMemory Allocate(MemoryKind kind, long byteLength)
    {
        ThrowIfDisposed();
        return !_mayChangeBackend ? _memory.Allocate(kind, byteLength)
            : kind == MemoryKind.Host ? HostMemory.Allocate(byteLength)
            : throw WideningErrors.NoMemory(Model, kind);
    }

    /// <inheritdoc />
    public HostMemory AllocateHost(long byteLength)
    {
        ThrowIfDisposed();
        return _memory.AllocateHost(byteLength);
    }

    /// <summary>The session for lengths that the engine in place does not take.</summary>
    /// <param name="dims">The lengths.</param>
    /// <param name="on">The session that the binding is on; null for none.</param>
    /// <param name="isRefused">Whether the engine refuses them though its profile holds them.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The session; null when an engine took over meanwhile.</returns>
    /// <exception cref="TypedRtxException">The engine cannot be built.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public ServedSession? Find(ReadOnlySpan<int> dims, ServedSession? on, bool isRefused, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        if (!_next.IsNone)
        {
            if (isRefused)
            {
                _log.Refused(dims);
            }
            else if (!_builds.HasFailed(dims))
            {
                _ = _builds.Ask(dims);
            }

            // A binding may outlive the session that it came from, so it stays where it is.
            if ((on is { Profile: null } ? on : _next.Open(cancellationToken)) is { } next)
            {
                return next;
            }
        }

        if (isRefused)
        {
            throw WideningErrors.Refused(Model, _backend, dims, Current?.Profile);
        }

        _builds.Wait(dims, cancellationToken);
        return null;
    }

    /// <summary>Says that no binding can be made on an engine; whether the next backend answers in its place.</summary>
    public bool TryReject(ServedSession session, TypedRtxException failure)
    {
        if (_next.IsNone || session.Profile is null)
        {
            return false;
        }

        lock (_gate)
        {
            if (_current != session)
            {
                return true;
            }

            Volatile.Write(ref _current, null);
            _builds.Reject(session.Profile);
            Interlocked.Increment(ref _version);
        }

        session.Retire();
        _log.Rejected(session.Profile, failure);
        return true;
    }

    /// <summary>Cancels the build that runs and waits for its end. Bindings keep what they need.</summary>
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

        _builds.Dispose();
        Current?.Retire();
        _next.Retire(forGood: true);
        _held.Dispose();
        _memory.Dispose();
    }

    private void Begin(IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        if (RememberedProfile.Read(_request, _backend, cancellationToken) is not { } profile)
        {
            _log.Deferred();
            return;
        }

        if (_mayChangeBackend)
        {
            _builds.Ask(profile);
            return;
        }

        _log.Remembered(profile);
        long start = Stopwatch.GetTimestamp();
        try
        {
            Install(Open(profile, progress, cancellationToken), profile);
            _builds.Begin(profile);
            _log.Built(profile, Stopwatch.GetElapsedTime(start));
        }
        catch (TypedRtxException e) when (e is not ModelFileException)
        {
            // It may have been too much for this machine today; the first run asks for what it needs.
            RememberedProfile.Forget(_request, _backend, e.Message, cancellationToken);
            _log.Forgotten(profile, e);
        }
    }

    private void Build(OptimizationProfile profile, ProfileBatch batch, CancellationToken cancellationToken)
    {
        _log.Building(profile, batch, Current?.Profile, _next.IsNone);
        long start = Stopwatch.GetTimestamp();
        _held.ThrowIfChanged();
        Install(Open(profile, null, cancellationToken), profile);
        _log.Built(profile, Stopwatch.GetElapsedTime(start));
        RememberedProfile.Write(_request, _backend, profile, _log, cancellationToken);
    }

    private OpenedBackend Open(OptimizationProfile profile, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        BackendRequest request = _request with { Derived = profile };
        return AdaptiveSession.Over(request, OpenedBackend.Open(_backend, request, progress, cancellationToken));
    }

    // Bindings look again: lengths that waited for this engine may have one without the others.
    private void Failed(OptimizationProfile profile, Exception failure)
    {
        _log.Failed(profile, failure, _next.IsNone);
        Interlocked.Increment(ref _version);
    }

    private void Install(OpenedBackend opened, OptimizationProfile profile)
    {
        ServedSession? before;
        lock (_gate)
        {
            if (_isDisposed)
            {
                opened.Dispose();
                ThrowIfDisposed();
            }

            before = _current;
            Volatile.Write(ref _current, new ServedSession(opened, profile));
            Interlocked.Increment(ref _version);
        }

        _specializing.Attach();
        before?.Retire();
        if (!_builds.LeavesLengthsOut)
        {
            _next.Retire(forGood: false);
        }
    }

    private void ThrowIfDisposed()
    {
        if (Volatile.Read(ref _isDisposed))
        {
            throw ModelRuntime.Disposed(Model);
        }
    }
}
