using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Runtime.Adaptive;
using TypedRtx.Runtime.Widening;

namespace TypedRtx.Runtime;

/// <summary>A loaded model's session, its idle buffers and the gate that bounds runs in flight.</summary>
internal sealed class ModelRuntime : IDisposable
{
    private readonly OpenedBackend _opened;
    private readonly IInferenceSession _session;
    private readonly ISpecializing? _specializing;
    private readonly ProfileGuard? _profiles;
    private readonly CacheChecks? _checks;
    private bool _isDisposed;

    public ModelRuntime(BackendRequest request, OpenedBackend opened)
    {
        Model = request.Model;
        _opened = opened;
        _session = opened.Session;
        _profiles = ProfileGuard.Of(request, opened.Backend);
        Pool = new BufferPool(Model, _session, _profiles);
        Metrics = new ModelMetrics(Model);
        Gate = new ConcurrencyGate(request.Options.MaxConcurrency ?? Math.Max(1, _session.DefaultConcurrency));
        _specializing = _session is WideningSession widening ? widening.Specializing : _session as ISpecializing;
        _specializing?.Report(Pool.Drop, Metrics);
        _checks = request.Checks;
        _checks?.Start();
    }

    public ModelDescriptor Model { get; }

    /// <summary>Loads the model once more, with all that was kept read before it is used.</summary>
    public Func<LoadedModel>? LoadAnew { get; set; }

    /// <summary>Whether what the model was loaded from turned out to be wrong, so that another runtime is to take its place.</summary>
    public bool IsRefuted => _checks is { IsRefuted: true };

    /// <summary>What allocates memory that its bindings take.</summary>
    public IInferenceSession Session => _session;

    public string Backend => _session is WideningSession widening ? widening.Answering : _opened.Backend.Name;

    public BufferPool Pool { get; }

    public ModelMetrics Metrics { get; }

    /// <summary>What became of specialising the model for the lengths that it ran with; empty where its session does not.</summary>
    public IReadOnlyList<DimsSpecialization> Specializations => _specializing?.Specializations ?? [];

    /// <summary>Whether nothing is made, kept or checked in the background; more may come with the next run.</summary>
    public bool IsIdle => _opened.IsIdle && _checks is not { IsIdle: false };

    public ConcurrencyGate Gate { get; }

    /// <summary>The error of a call that came after disposal.</summary>
    public static ObjectDisposedException Disposed(ModelDescriptor model) =>
        new(model.Name, $"The model {model.Name} was disposed; load it again to run it.");

    /// <summary>Makes buffers that the pool does not know, for a binding.</summary>
    /// <param name="symbols">One value per free symbol.</param>
    /// <exception cref="TensorShapeException">A value is negative, or lies in no profile.</exception>
    public RunBuffers CreateBuffers(ReadOnlySpan<int> symbols) =>
        RunBuffers.Create(Model, _session, new OutputShapes(Model, KeyOf(symbols)), owner: null);

    /// <summary>Makes buffers where the session keeps what stays; errors as <see cref="CreateBuffers"/>.</summary>
    /// <param name="symbols">One value per free symbol.</param>
    public DeviceBuffers CreateDeviceBuffers(ReadOnlySpan<int> symbols) => new(Model, _session, KeyOf(symbols));

    /// <summary>Makes a binding for steps, whose memory is the caller's affair.</summary>
    /// <param name="isGrowing">Whether lengths change from step to step.</param>
    public ISessionBinding CreateStepBinding(bool isGrowing)
    {
        ThrowIfDisposed();
        return isGrowing ? _session.CreateStepBinding() : _session.CreateBinding();
    }

    /// <summary>Looks at the lengths of a run that no buffers are rented for.</summary>
    public void CheckProfile(ReadOnlySpan<int> key) => _profiles?.Check(key);

    /// <summary>Has a session opened for lengths ahead of the runs that have them; does nothing where there are none.</summary>
    /// <param name="symbols">One value per free symbol.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task WarmAsync(ReadOnlySpan<int> symbols, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        SymbolErrors.ThrowIfNegative(Model, symbols);
        return _specializing?.WarmAsync(symbols.ToArray(), cancellationToken) ?? Task.CompletedTask;
    }

    public RunBuffers Rent(ReadOnlySpan<int> key)
    {
        ThrowIfDisposed();
        return Pool.Rent(key);
    }

    /// <summary>As below, and for what was made of a runtime that another took the place of.</summary>
    /// <exception cref="InferenceException">What the model was loaded from turned out to be wrong.</exception>
    public void ThrowIfOver()
    {
        if (IsRefuted)
        {
            throw new InferenceException(
                $"{Model.Name}: a file that it was loaded from turned out to be damaged or another one after this binding or state was made, "
                + "so it may hold wrong values. The model is loaded anew: make the binding or state again. The log says which file.");
        }

        ThrowIfDisposed();
    }

    public void ThrowIfDisposed()
    {
        if (Volatile.Read(ref _isDisposed))
        {
            throw Disposed(Model);
        }
    }

    // Runs in flight and leased buffers hold what they need.
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _isDisposed, true))
        {
            Pool.Dispose();
            _opened.Dispose();
            _checks?.Dispose();
            Metrics.Dispose();
        }
    }

    // The key of runs that leave optional inputs out.
    private int[] KeyOf(ReadOnlySpan<int> symbols)
    {
        ThrowIfDisposed();
        SymbolErrors.ThrowIfNegative(Model, symbols);
        int[] key = new int[Model.KeyLength];
        symbols.CopyTo(key);
        _profiles?.Check(key);
        return key;
    }
}
