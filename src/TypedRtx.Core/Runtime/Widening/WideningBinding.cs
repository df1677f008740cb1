using TypedRtx.Backends;

namespace TypedRtx.Runtime.Widening;

/// <summary>
/// A binding that goes from session to session as engines take over: looks whether it has to before each run, which costs two
/// comparisons.
/// </summary>
internal sealed class WideningBinding(WideningSession session, bool isForSteps) : MovingBinding(session.Model)
{
    private readonly BoundDims _dims = new(session.Model);
    private ServedSession? _on;
    private int _version = -1;

    public override void Run(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Record.HasNewShapes || _version != session.Version)
            {
                Place(cancellationToken);
            }

            try
            {
                Record.Target!.Run(cancellationToken);
                return;
            }
            catch (ObjectDisposedException) when (_version != session.Version)
            {
                // Another engine took over after the look, and the run had not begun.
            }
        }
    }

    // Until the binding is on a session that takes what is bound. Each round sees what other threads did meanwhile.
    private void Place(CancellationToken cancellationToken)
    {
        Record.ThrowIfDisposed();
        while (true)
        {
            int version = session.Version;
            ServedSession? current = session.Current;
            bool isThere = current is not null && current == _on;
            if (isThere && Record.Target!.Fits)
            {
                Settle(version);
                return;
            }

            ReadOnlySpan<int> dims = _dims.Read(Record);
            bool takes = current is not null && current.Takes(dims);
            if (takes && !isThere)
            {
                MoveTo(current!);
                continue;
            }

            ServedSession? other = session.Find(dims, _on, isRefused: takes, cancellationToken);
            if (other is not null && (other == _on || MoveTo(other)))
            {
                Settle(version);
                return;
            }
        }
    }

    private bool MoveTo(ServedSession next)
    {
        try
        {
            if (!next.TryCreateBinding(isForSteps, out ISessionBinding? binding))
            {
                return false;
            }

            Record.MoveTo(binding);
            _on = next;
            return true;
        }
        catch (TypedRtxException e) when (session.TryReject(next, e))
        {
            return false;
        }
    }

    private void Settle(int version)
    {
        _version = version;
        Record.ShapesSeen();
    }
}
