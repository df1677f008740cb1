using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx;

/// <summary>
/// Inputs and outputs allocated once for fixed dims: fill the inputs, run, read the outputs, with no allocation per run.
/// Belongs to one thread at a time; the memory is the garbage collector's, so spans stay safe after disposal.
/// </summary>
public abstract partial class ModelBinding : IDisposable
{
    private readonly ModelRuntime _runtime;
    private readonly RunBuffers _buffers;
    private readonly string[]?[] _strings;
    private readonly object?[] _values;

    // The inputs that a run has to look at; mostly none, and then it costs nothing.
    private readonly int[] _stringInputs;
    private readonly int[] _requiredValues;
    private bool _isDisposed;

    /// <summary>Allocates the required inputs, and the outputs whose shapes follow from the symbols.</summary>
    /// <param name="model">The model.</param>
    /// <param name="symbols">One value per free symbol.</param>
    /// <exception cref="TensorShapeException">A value is negative, or gives an axis a negative length.</exception>
    /// <exception cref="InferenceException">They take more memory than there is.</exception>
    protected ModelBinding(TypedModel model, scoped ReadOnlySpan<int> symbols)
    {
        ArgumentNullException.ThrowIfNull(model);
        _runtime = model.Runtime;
        _buffers = _runtime.CreateBuffers(symbols);
        _strings = new string[]?[_runtime.Model.Inputs.Length];
        _values = new object?[_strings.Length];
        try
        {
            for (int i = 0; i < _strings.Length; i++)
            {
                if (_buffers.Input(i) is { } input)
                {
                    Prepare(i, input);
                }
                else if (_runtime.Model.Inputs[i].Type is OptionalType)
                {
                    _buffers.SetValue(i, default);
                }
            }
        }
        catch
        {
            _buffers.Dispose();
            throw;
        }

        IEnumerable<int> indexes = Enumerable.Range(0, _strings.Length);
        _stringInputs = [.. indexes.Where(i => _strings[i] is not null)];
        _requiredValues = [.. indexes.Where(i => _runtime.Model.Inputs[i] is { IsTensor: false, Type: not OptionalType })];
    }

    /// <summary>Runs the model on what the inputs hold now.</summary>
    /// <exception cref="InvalidOperationException">A sequence or map was never set.</exception>
    /// <exception cref="ObjectDisposedException">The binding or the model was disposed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="InferenceException">The backend failed.</exception>
    public void Run(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _runtime.ThrowIfOver();
        RequireValues();
        _runtime.Gate.Enter(cancellationToken);
        try
        {
            SetStrings();
            _buffers.Renew();
            _buffers.Run(cancellationToken);
            _runtime.Metrics.Ran();
        }
        finally
        {
            _runtime.Gate.Exit();
        }
    }

    /// <summary>Frees the native part. Spans and views over the memory stay readable.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the native part.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _buffers.Dispose();
        }
    }

    /// <summary>The memory of an input, row-major.</summary>
    protected Span<T> Input<T>(int input)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _strings[input] is T[] strings ? strings : _buffers.OwnInput<T>(input);
    }

    /// <summary>An output of the last run.</summary>
    /// <exception cref="InvalidOperationException">The shape is known only after the first run.</exception>
    protected TensorView<T> Output<T>(int output)
    {
        RequireOutput(output);
        return _buffers.Output<T>(output);
    }

    /// <summary>An output of rank 0.</summary>
    /// <exception cref="InvalidOperationException">The value is known only after the first run.</exception>
    protected T OutputScalar<T>(int output) => Output<T>(output).Span[0];

    private void RequireOutput(int output)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!_buffers.HasOutput(output))
        {
            throw new InvalidOperationException(
                $"{_runtime.Model.Name}: the shape of output '{_runtime.Model.Outputs[output].Name}' does not follow from the symbols. Call Run() before reading it.");
        }
    }

    private void Prepare(int index, BoundInput input)
    {
        if (_runtime.Model.Inputs[index].Element == ElementType.String)
        {
            _strings[index] = new string[input.Shape.Length];
            Array.Fill(_strings[index]!, "");
        }
        else
        {
            input.Own(_buffers.Binding);
        }
    }

    private void SetStrings()
    {
        foreach (int input in _stringInputs)
        {
            _buffers.Input(input)!.SetStrings(_buffers.Binding, _strings[input]);
        }
    }
}
