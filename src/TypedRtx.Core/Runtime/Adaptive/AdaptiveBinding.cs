using TypedRtx.Backends;
using TypedRtx.Runtime.Widening;

namespace TypedRtx.Runtime.Adaptive;

/// <summary>
/// A binding that goes to the session that answers for its lengths: looks whether it has to before each run, which costs three
/// comparisons.
/// </summary>
internal sealed class AdaptiveBinding(AdaptiveSession session) : ISessionBinding
{
    private readonly RecordedBinding _record = new(session.Model);
    private readonly BoundDims _symbols = new(session.Model);
    private SpecializedDims? _dims;
    private ServedSession? _on;
    private int _version = -1;
    private bool _counts;

    public void SetInput(int input, TensorMemory memory, in TensorShape shape) => _record.SetInput(input, memory, shape);

    public void SetInput(int input, nint address, in TensorShape shape) => _record.SetInput(input, address, shape);

    public void SetInput(int input, ReadOnlySpan<string> values, in TensorShape shape) => _record.SetInput(input, values, shape);

    public void SetInput(int input, OnnxValue value) => _record.SetInput(input, value);

    public void SetOutput(int output, TensorMemory memory, in TensorShape shape) => _record.SetOutput(output, memory, shape);

    public void SetOutput(int output) => _record.SetOutput(output);

    public void Run(CancellationToken cancellationToken)
    {
        if (_counts || _record.HasNewShapes || _version != session.Version)
        {
            Place(cancellationToken);
        }
        else
        {
            _dims?.Touch();
        }

        try
        {
            _record.Target!.Run(cancellationToken);
        }
        catch (InferenceException e) when (session.TryReject(_dims, _on, e))
        {
            // What is wrong may be the specialised session or the run; the general one tells.
            Place(cancellationToken);
            _record.Target!.Run(cancellationToken);
        }
    }

    public TensorShape GetOutputShape(int output) => _record.RequireTarget().GetOutputShape(output);

    public void CopyOutput(int output, Span<byte> destination) => _record.RequireTarget().CopyOutput(output, destination);

    public void CopyOutput(int output, Span<string> destination) => _record.RequireTarget().CopyOutput(output, destination);

    public OnnxValue GetOutputValue(int output) => _record.RequireTarget().GetOutputValue(output);

    public void Dispose() => _record.Dispose();

    private void Place(CancellationToken cancellationToken)
    {
        _record.ThrowIfDisposed();
        if (_record.HasNewShapes || _dims is null or { IsGone: true })
        {
            _dims = _symbols.TryRead(_record, out ReadOnlySpan<int> lengths) ? session.Find(lengths) : null;
        }
        else if (_version != session.Version)
        {
            session.Using(_dims);
        }

        _counts = _dims is not null && session.Count(_dims, _record, cancellationToken);
        while (true)
        {
            int version = session.Version;
            ServedSession next = _dims?.Session ?? session.General;
            if (next == _on || MoveTo(next))
            {
                _version = version;
                _record.ShapesSeen();
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

            _record.MoveTo(binding);
            _on = next;
            return true;
        }
        catch (TypedRtxException e) when (session.TryReject(_dims, next, e))
        {
            return false;
        }
    }
}
