using TypedRtx.Backends;

namespace TypedRtx.Runtime.Widening;

/// <summary>
/// A binding that goes from session to session as engines take over: looks whether it has to before each run, which costs two
/// comparisons.
/// </summary>
internal sealed class WideningBinding(WideningSession session, bool isForSteps) : ISessionBinding
{
    private readonly RecordedBinding _record = new(session.Model);
    private readonly BoundDims _dims = new(session.Model);
    private ServedSession? _on;
    private int _version = -1;

    public void SetInput(int input, TensorMemory memory, in TensorShape shape) => _record.SetInput(input, memory, shape);

    public void SetInput(int input, nint address, in TensorShape shape) => _record.SetInput(input, address, shape);

    public void SetInput(int input, ReadOnlySpan<string> values, in TensorShape shape) => _record.SetInput(input, values, shape);

    public void SetInput(int input, OnnxValue value) => _record.SetInput(input, value);

    public void SetOutput(int output, TensorMemory memory, in TensorShape shape) => _record.SetOutput(output, memory, shape);

    public void SetOutput(int output) => _record.SetOutput(output);

    public void Run(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_record.HasNewShapes || _version != session.Version)
            {
                Place(cancellationToken);
            }

            try
            {
                _record.Target!.Run(cancellationToken);
                return;
            }
            catch (ObjectDisposedException) when (_version != session.Version)
            {
                // Another engine took over after the look, and the run had not begun.
            }
        }
    }

    public TensorShape GetOutputShape(int output) => _record.RequireTarget().GetOutputShape(output);

    public void CopyOutput(int output, Span<byte> destination) => _record.RequireTarget().CopyOutput(output, destination);

    public void CopyOutput(int output, Span<string> destination) => _record.RequireTarget().CopyOutput(output, destination);

    public OnnxValue GetOutputValue(int output) => _record.RequireTarget().GetOutputValue(output);

    public void Dispose() => _record.Dispose();

    // Until the binding is on a session that takes what is bound. Each round sees what other threads did meanwhile.
    private void Place(CancellationToken cancellationToken)
    {
        _record.ThrowIfDisposed();
        while (true)
        {
            int version = session.Version;
            ServedSession? current = session.Current;
            bool isThere = current is not null && current == _on;
            if (isThere && _record.Target!.Fits)
            {
                Settle(version);
                return;
            }

            ReadOnlySpan<int> dims = _dims.Read(_record);
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

            _record.MoveTo(binding);
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
        _record.ShapesSeen();
    }
}
