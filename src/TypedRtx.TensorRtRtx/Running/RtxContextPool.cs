namespace TypedRtx.TensorRtRtx;

/// <summary>Contexts of a session: as many as runs were in flight at once.</summary>
/// <param name="engine">The engine.</param>
/// <param name="kind">What runs in them.</param>
internal sealed class RtxContextPool(RtxEngine engine, RtxContextKind kind) : IDisposable
{
    private readonly Lock _gate = new();
    private RtxContext[] _contexts = [];
    private bool _isDisposed;
    private string? _fault;

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref _contexts).Length;

    /// <summary>The memory of the GPU that they take, in bytes.</summary>
    public long ByteLength => Volatile.Read(ref _contexts).Sum(context => context.ByteLength);

    /// <summary>Takes a context: the preferred one if it is idle, because it knows what it would be told; else another, or a new one.</summary>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    /// <exception cref="InferenceException">The GPU no longer runs anything, or there is no context to be made.</exception>
    public RtxContext Take(RtxContext? preferred)
    {
        if (Volatile.Read(ref _fault) is { } fault)
        {
            throw new InferenceException($"The model cannot run any more, since a run on the GPU failed: {fault}");
        }

        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), typeof(RtxSession));
        return preferred is not null && preferred.TryTake() ? preferred : TakeAny() ?? Create();
    }

    /// <summary>Gives a context back; one that failed is freed.</summary>
    public void Return(RtxContext context)
    {
        if (context.Fault is { } fault)
        {
            Volatile.Write(ref _fault, fault);
        }

        if (context.IsSpent)
        {
            Remove(context);
            context.Retire();
            return;
        }

        context.Return();
        if (Volatile.Read(ref _isDisposed))
        {
            context.RetireIfIdle();
        }
    }

    /// <summary>Frees the idle contexts; those in use go when they come back.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            Volatile.Write(ref _isDisposed, true);
        }

        foreach (RtxContext context in Volatile.Read(ref _contexts))
        {
            context.RetireIfIdle();
        }
    }

    private RtxContext? TakeAny()
    {
        foreach (RtxContext context in Volatile.Read(ref _contexts))
        {
            if (context.TryTake())
            {
                return context;
            }
        }

        return null;
    }

    // One after another: what the first one compiles, the next ones find in the cache.
    private RtxContext Create()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(RtxSession));
            if (TakeAny() is { } idle)
            {
                return idle;
            }

            RtxContext created = CreateApart();
            Volatile.Write(ref _contexts, [.. _contexts, created]);
            return created;
        }
    }

    // Nothing records then. While somebody compiles nothing does either, and that may take seconds, but the first compiling of all is
    // waited for. Where the library itself compiles for lengths, each run takes the gate, and would wait for all of this.
    private RtxContext CreateApart()
    {
        bool waits = kind == RtxContextKind.Specialized || (kind == RtxContextKind.Steps && !engine.HasGeneralKernels);
        bool isHeld = engine.SpecializesBySession && engine.CaptureGate.TryEnter(isLong: true, waits);
        try
        {
            return RtxContext.Create(engine, kind);
        }
        finally
        {
            if (isHeld)
            {
                engine.CaptureGate.Exit();
            }
        }
    }

    private void Remove(RtxContext context)
    {
        lock (_gate)
        {
            Volatile.Write(ref _contexts, [.. _contexts.Where(other => other != context)]);
        }
    }
}
