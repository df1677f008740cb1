using TypedRtx.Runtime.Widening;

namespace TypedRtx.OnnxRuntime;

/// <summary>A binding that goes from the session that answers first to the one that takes its place.</summary>
internal sealed class KeptBinding(KeptSession session) : MovingBinding(session.Model)
{
    private OrtSession? _on;

    public override void Run(CancellationToken cancellationToken)
    {
        if (_on != session.Current)
        {
            Record.ThrowIfDisposed();
            Record.MoveTo(session.CreateBinding(out _on));
        }

        if (session.IsSettled)
        {
            Record.Target!.Run(cancellationToken);
            return;
        }

        long begin = session.Enter();
        try
        {
            Record.Target!.Run(cancellationToken);
        }
        finally
        {
            session.Leave(begin);
        }
    }
}
