using System.Diagnostics.CodeAnalysis;

namespace TypedRtx.Runtime.Widening;

/// <summary>The backend that answers while an engine is built: opened when a run first needs it, and again when it was let go.</summary>
/// <param name="model">The model.</param>
/// <param name="open">Opens the model on the next backend that can; null where none is to be asked.</param>
/// <param name="log">Told when there is none.</param>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "Runs may still wait when the model is disposed, and a semaphore without a wait handle holds nothing to free.")]
internal sealed class NextBackend(ModelDescriptor model, Func<CancellationToken, OpenedBackend>? open, WideningLog log)
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _opening = new(1);
    private ServedSession? _opened;
    private bool _isNone = open is null;
    private bool _isEnded;

    /// <summary>Whether there is none, so that runs wait for their engine.</summary>
    public bool IsNone => Volatile.Read(ref _isNone);

    /// <summary>The session, if one is open.</summary>
    public ServedSession? Opened => Volatile.Read(ref _opened);

    /// <summary>The session, opened if need be; null when there is none.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public ServedSession? Open(CancellationToken cancellationToken)
    {
        if (Opened is { } known)
        {
            return known;
        }

        _opening.Wait(cancellationToken);
        try
        {
            return Opened ?? (IsNone ? null : Keep(open!(cancellationToken)));
        }
        catch (BackendUnavailableException e)
        {
            Volatile.Write(ref _isNone, true);
            log.NoNext(e);
            return null;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Lets the session go: an engine answers all lengths that were seen.</summary>
    /// <param name="forGood">Whether it must not be opened again.</param>
    public void Retire(bool forGood)
    {
        ServedSession? opened;
        lock (_gate)
        {
            _isEnded |= forGood;
            opened = _opened;
            Volatile.Write(ref _opened, null);
        }

        opened?.Retire();
    }

    private ServedSession Keep(OpenedBackend backend)
    {
        lock (_gate)
        {
            if (!_isEnded)
            {
                ServedSession opened = new(backend, null);
                Volatile.Write(ref _opened, opened);
                return opened;
            }
        }

        backend.Dispose();
        throw ModelRuntime.Disposed(model);
    }
}
