using TypedRtx.Backends;
using TypedRtx.Runtime.Widening;

namespace TypedRtx.Runtime.Adaptive;

/// <summary>
/// A binding that goes to the session that answers for its lengths: looks whether it has to before each run, which costs three
/// comparisons.
/// </summary>
internal sealed class AdaptiveBinding(AdaptiveSession session) : MovingBinding(session.Model)
{
    private readonly BoundDims _symbols = new(session.Model);
    private SpecializedDims? _dims;
    private ServedSession? _on;
    private int _version = -1;
    private bool _counts;

    /// <summary>Whether the sessions take what is bound; the general one knows.</summary>
    public override bool Fits => (Record.Target is null && !MoveTo(session.General)) || Record.Target!.Fits;

    public override void Run(CancellationToken cancellationToken)
    {
        while (!TryRun(cancellationToken))
        {
            _version = -1;
        }
    }

    // False where another session is to be asked.
    private bool TryRun(CancellationToken cancellationToken)
    {
        if (_counts || Record.HasNewShapes || _version != session.Version)
        {
            Place(cancellationToken);
        }

        _dims?.Count();
        long begin = _counts ? session.Timestamp : 0;
        session.Pause?.EnterRun();
        try
        {
            Record.Target!.Run(cancellationToken);
        }
        catch (InferenceException e) when (session.TryReject(_dims, _on, e))
        {
            // What is wrong may be the specialised session or the run; the general one tells.
            return false;
        }
        catch (ObjectDisposedException) when (_version != session.Version)
        {
            // The session made room after the look, and the run had not begun.
            return false;
        }
        finally
        {
            session.Pause?.ExitRun();
        }

        if (begin != 0 && _dims is { } counted)
        {
            session.Spent(counted, begin);
        }

        return true;
    }

    private void Place(CancellationToken cancellationToken)
    {
        Record.ThrowIfDisposed();
        if (Record.HasNewShapes || _dims is null or { IsGone: true })
        {
            _dims = _symbols.TryRead(Record, out ReadOnlySpan<int> lengths) ? session.Find(lengths) : null;
        }
        else if (_version != session.Version)
        {
            session.Using(_dims);
        }

        _counts = _dims is not null && session.Count(_dims, Record, cancellationToken);
        while (true)
        {
            int version = session.Version;
            ServedSession next = _dims?.Session ?? session.General;
            if (next == _on || MoveTo(next))
            {
                _version = version;
                Record.ShapesSeen();
                return;
            }
        }
    }

    // False where another session is to be tried: this one was retired a moment ago, or refuses to make a binding.
    private bool MoveTo(ServedSession next)
    {
        try
        {
            if (!next.TryCreateBinding(isForSteps: false, out ISessionBinding? binding))
            {
                session.ThrowIfDisposed();
                return false;
            }

            Record.MoveTo(binding);
            _on = next;
            return true;
        }
        catch (TypedRtxException e) when (session.TryReject(_dims, next, e))
        {
            return false;
        }
    }
}
