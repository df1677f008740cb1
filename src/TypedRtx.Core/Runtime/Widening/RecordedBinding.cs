using TypedRtx.Backends;

namespace TypedRtx.Runtime.Widening;

/// <summary>
/// Remembers what was set and hands it to a binding of the session that answers, which may change between two runs: then all of
/// it is set again on a binding of the next session. Knows nothing of why it changes. Belongs to one thread at a time.
/// </summary>
internal sealed class RecordedBinding : IDisposable
{
    private readonly RecordedInput[] _inputs;
    private readonly RecordedOutput[] _outputs;
    private bool _isDisposed;

    public RecordedBinding(ModelDescriptor model)
    {
        _inputs = new RecordedInput[model.Inputs.Length];
        _outputs = new RecordedOutput[model.Outputs.Length];
        for (int i = 0; i < _inputs.Length; i++)
        {
            _inputs[i] = new RecordedInput();
        }

        for (int i = 0; i < _outputs.Length; i++)
        {
            _outputs[i] = new RecordedOutput();
        }
    }

    /// <summary>The binding that runs; null before the first session.</summary>
    public ISessionBinding? Target { get; private set; }

    /// <summary>Whether an input changed its shape since <see cref="ShapesSeen"/>; true at first.</summary>
    public bool HasNewShapes { get; private set; } = true;

    /// <summary>Says that the shapes that are set now were looked at.</summary>
    public void ShapesSeen() => HasNewShapes = false;

    /// <summary>The shape that an input was set to; not supplied where none was.</summary>
    public ref readonly TensorShape InputShape(int input) => ref _inputs[input].Shape;

    /// <summary>The binding that ran last, to read what it gave.</summary>
    /// <exception cref="InvalidOperationException">None ran yet.</exception>
    public ISessionBinding RequireTarget() =>
        Target ?? throw new InvalidOperationException("The outputs of a binding are read after its first run.");

    // The binding that answers first: what it refuses is not remembered either.
    public void SetInput(int input, TensorMemory memory, in TensorShape shape)
    {
        ThrowIfDisposed();
        Target?.SetInput(input, memory, shape);
        HasNewShapes |= _inputs[input].Set(memory, shape);
    }

    public void SetInput(int input, nint address, in TensorShape shape)
    {
        ThrowIfDisposed();
        Target?.SetInput(input, address, shape);
        HasNewShapes |= _inputs[input].Set(address, shape);
    }

    public void SetInput(int input, ReadOnlySpan<string> values, in TensorShape shape)
    {
        ThrowIfDisposed();
        Target?.SetInput(input, values, shape);
        HasNewShapes |= _inputs[input].Set(values, shape);
    }

    public void SetInput(int input, OnnxValue value)
    {
        ThrowIfDisposed();
        Target?.SetInput(input, value);
        _inputs[input].Set(value);
    }

    public void SetOutput(int output, TensorMemory memory, in TensorShape shape)
    {
        ThrowIfDisposed();
        Target?.SetOutput(output, memory, shape);
        _outputs[output].Set(memory, shape);
    }

    public void SetOutput(int output)
    {
        ThrowIfDisposed();
        Target?.SetOutput(output);
        _outputs[output].LeaveOpen();
    }

    /// <summary>Sets everything on another binding, which answers from then on and is this one's to free, also when that fails.</summary>
    public void MoveTo(ISessionBinding target)
    {
        try
        {
            ThrowIfDisposed();
            CopyTo(target);
        }
        catch
        {
            target.Dispose();
            throw;
        }

        Target?.Dispose();
        Target = target;
    }

    /// <summary>Sets everything on another binding as well.</summary>
    public void CopyTo(ISessionBinding target)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            _inputs[i].Replay(i, target);
        }

        for (int i = 0; i < _outputs.Length; i++)
        {
            _outputs[i].Replay(i, target);
        }
    }

    /// <summary>Sets an input of another record to the same, in memory of its own.</summary>
    public void CopyInput(int input, RecordedBinding target, long byteLength) => _inputs[input].CopyTo(input, target, byteLength);

    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    public void Dispose()
    {
        _isDisposed = true;
        Target?.Dispose();
    }
}
