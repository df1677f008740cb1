using TypedRtx.Runtime.Widening;

namespace TypedRtx.OnnxRuntime;

/// <summary>A binding that goes from the session that answers first to the one that takes its place.</summary>
internal sealed class KeptBinding(KeptSession session) : MovingBinding(session.Model)
{
    private OrtSession? _on;
    private bool _hasAnswered;

    public override void Run(CancellationToken cancellationToken)
    {
        if (_on != session.Current)
        {
            Record.ThrowIfDisposed();
            Record.MoveTo(session.CreateBinding(out _on));
        }

        Record.Target!.Run(cancellationToken);
        if (!_hasAnswered)
        {
            _hasAnswered = true;
            session.Begin();
        }
    }
}
