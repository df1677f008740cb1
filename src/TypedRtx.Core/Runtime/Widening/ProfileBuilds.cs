namespace TypedRtx.Runtime.Widening;

/// <summary>
/// Has engines built for lengths that are asked for: one at a time, on a thread of its own. What is asked for meanwhile is
/// united in the next one.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="build">Builds an engine and puts it in place.</param>
/// <param name="failed">Told of a build that failed, before those who wait are.</param>
internal sealed class ProfileBuilds(
    ModelDescriptor model,
    Action<OptimizationProfile, ProfileBatch, CancellationToken> build,
    Action<OptimizationProfile, Exception> failed) : IDisposable
{
    // A model that the backend cannot build at all fails for all lengths.
    private const int MaxFailures = 4;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancellation = new();
    private readonly List<OptimizationProfile> _failures = [];
    private ProfileBatch? _next;
    private ProfileBatch? _running;
    private OptimizationProfile? _runningProfile;
    private OptimizationProfile? _built;
    private Thread? _thread;
    private bool _isDisposed;

    /// <summary>Whether lengths were seen that no engine is built for, or will be by the build that runs.</summary>
    public bool LeavesLengthsOut
    {
        get
        {
            lock (_gate)
            {
                return _next is not null || _failures.Count > 0;
            }
        }
    }

    /// <summary>Whether no engine is asked for or being built.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _running is null;
            }
        }
    }

    /// <summary>Says for which lengths an engine is in place; null for none.</summary>
    public void Begin(OptimizationProfile? built)
    {
        lock (_gate)
        {
            _built = built;
        }
    }

    /// <summary>Asks for an engine for a profile.</summary>
    public void Ask(OptimizationProfile profile)
    {
        lock (_gate)
        {
            ThrowIfDisposed();
            _next = new ProfileBatch(profile);
            StartIfIdle();
        }
    }

    /// <summary>Asks for an engine for lengths.</summary>
    /// <returns>Ends when it is in place, or with what kept it from being built.</returns>
    public Task Ask(ReadOnlySpan<int> dims)
    {
        lock (_gate)
        {
            ThrowIfDisposed();
            if (_runningProfile is not null && _runningProfile.Contains(dims))
            {
                return _running!.Done;
            }

            if (_built is not null && _built.Contains(dims))
            {
                return Task.CompletedTask;
            }

            ProfileBatch batch = _next ??= new ProfileBatch();
            batch.Add(dims);
            StartIfIdle();
            return batch.Done;
        }
    }

    /// <summary>Asks for an engine for lengths, and waits until it is in place; throws what kept it from being built.</summary>
    public void Wait(ReadOnlySpan<int> dims, CancellationToken cancellationToken)
    {
        Task build = Ask(dims);
        try
        {
            build.Wait(cancellationToken);
        }
        catch (AggregateException)
        {
            build.GetAwaiter().GetResult();
        }
    }

    /// <summary>Whether nothing is to be built for lengths: one that held as much failed, or several did.</summary>
    public bool HasFailed(ReadOnlySpan<int> dims)
    {
        lock (_gate)
        {
            if (_failures.Count is 0 or >= MaxFailures)
            {
                return _failures.Count > 0;
            }

            OptimizationProfile wanted = DerivedProfile.Widen(model.Plan, _built, dims);
            return _failures.Exists(failure => Holds(wanted, failure));
        }
    }

    /// <summary>Says that an engine which was built turned out to be of no use.</summary>
    public void Reject(OptimizationProfile profile)
    {
        lock (_gate)
        {
            _failures.Add(profile);
            _built = null;
        }
    }

    /// <summary>Cancels the build that runs, and waits for it to end.</summary>
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
            _next?.Complete(ModelRuntime.Disposed(model));
            _next = null;
        }

        _cancellation.Cancel();
        if (thread != Thread.CurrentThread)
        {
            thread?.Join();
        }

        _cancellation.Dispose();
    }

    private static bool Holds(OptimizationProfile outer, OptimizationProfile inner)
    {
        for (int i = 0; i < outer.Ranges.Count; i++)
        {
            if (outer.Ranges[i].Min > inner.Ranges[i].Min || outer.Ranges[i].Max < inner.Ranges[i].Max)
            {
                return false;
            }
        }

        return true;
    }

    private void ThrowIfDisposed()
    {
        if (_isDisposed)
        {
            throw ModelRuntime.Disposed(model);
        }
    }

    // A thread for each row of builds: they take seconds to minutes, and none is kept waiting for the next.
    private void StartIfIdle()
    {
        if (_running is null)
        {
            Take();
            _thread = new Thread(Work) { IsBackground = true, Name = $"TypedRtx builds {model.Name}" };
            _thread.Start();
        }
    }

    private void Take()
    {
        _running = _next!;
        _next = null;
        _runningProfile = _running.Unite(model.Plan, _built);
    }

    private void Work()
    {
        CancellationToken cancellationToken = _cancellation.Token;
        bool goesOn;
        do
        {
            ProfileBatch batch = _running!;
            OptimizationProfile profile = _runningProfile!;
            Exception? failure = Build(profile, batch, cancellationToken);
            goesOn = Finish(failure);
            try
            {
                if (failure is not null && !cancellationToken.IsCancellationRequested)
                {
                    failed(profile, failure);
                }
            }
            catch (Exception e)
            {
                // A logger that throws must neither end the process nor keep those waiting who asked.
                failure = new AggregateException(failure!, e);
            }

            batch.Complete(failure);
        }
        while (goesOn);
    }

    // The boundary of a thread: what is not caught here ends the process.
    private Exception? Build(OptimizationProfile profile, ProfileBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            build(profile, batch, cancellationToken);
            return null;
        }
        catch (Exception e)
        {
            return cancellationToken.IsCancellationRequested ? ModelRuntime.Disposed(model) : e;
        }
    }

    private bool Finish(Exception? failure)
    {
        lock (_gate)
        {
            if (failure is not null)
            {
                _failures.Add(_runningProfile!);
            }
            else if (!_failures.Contains(_runningProfile!))
            {
                // It may have been rejected before this thread came here.
                _built = _runningProfile;
            }

            _running = null;
            _runningProfile = null;
            if (_next is null)
            {
                return false;
            }

            Take();
            return true;
        }
    }
}
