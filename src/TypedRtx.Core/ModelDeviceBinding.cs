using TypedRtx.Runtime;

namespace TypedRtx;

/// <summary>
/// Inputs and outputs allocated once for fixed dims, on the GPU where the model runs there and on the host elsewhere: a run reads
/// and writes them in place, with no allocation and no copies. Belongs to one thread at a time.
/// </summary>
/// <remarks>The memory of a device is freed with the binding: addresses of its tensors are no longer to be used then.</remarks>
public abstract class ModelDeviceBinding : IDisposable
{
    private readonly ModelRuntime _runtime;
    private readonly DeviceBuffers _buffers;

    // Tensors and lists of them, made when first asked for; a list stands where the first of its tensors would.
    private readonly object?[] _inputs;
    private readonly object?[] _outputs;
    private bool _isDisposed;

    /// <summary>Allocates the required inputs, zeroed, and the outputs whose shapes follow from the symbols.</summary>
    /// <param name="model">The model.</param>
    /// <param name="symbols">One value per free symbol.</param>
    /// <exception cref="TensorShapeException">A value is negative, or gives an axis a negative length.</exception>
    /// <exception cref="InferenceException">They take more memory than there is.</exception>
    protected ModelDeviceBinding(TypedModel model, scoped ReadOnlySpan<int> symbols)
    {
        ArgumentNullException.ThrowIfNull(model);
        _runtime = model.Runtime;
        _buffers = _runtime.CreateDeviceBuffers(symbols);
        _inputs = new object?[_runtime.Model.Inputs.Length];
        _outputs = new object?[_runtime.Model.Outputs.Length];
    }

    /// <summary>Runs the model on what the inputs hold now, and returns when the outputs are there.</summary>
    /// <exception cref="ObjectDisposedException">The binding or the model was disposed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="InferenceException">The backend failed.</exception>
    public void Run(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _runtime.ThrowIfOver();
        _runtime.Gate.Enter(cancellationToken);
        try
        {
            _buffers.Run(cancellationToken);
            _runtime.Metrics.Ran();
        }
        finally
        {
            _runtime.Gate.Exit();
        }
    }

    /// <summary>Frees the native part and the memory on a device.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the native part and the memory on a device.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _buffers.Dispose();
        }
    }

    /// <summary>An input.</summary>
    protected DeviceTensor<T> Input<T>(int input)
        where T : unmanaged => One<T>(_inputs, _buffers.Inputs, input);

    /// <summary>An output.</summary>
    protected DeviceTensor<T> Output<T>(int output)
        where T : unmanaged => One<T>(_outputs, _buffers.Outputs, output);

    /// <summary>Several inputs.</summary>
    /// <param name="inputs">Their indexes, in the order of the numbers in their names.</param>
    protected IReadOnlyList<DeviceTensor<T>> InputFamily<T>(scoped ReadOnlySpan<int> inputs)
        where T : unmanaged => Several<T>(_inputs, _buffers.Inputs, inputs);

    /// <summary>Several outputs.</summary>
    /// <param name="outputs">Their indexes, in the order of the numbers in their names.</param>
    protected IReadOnlyList<DeviceTensor<T>> OutputFamily<T>(scoped ReadOnlySpan<int> outputs)
        where T : unmanaged => Several<T>(_outputs, _buffers.Outputs, outputs);

    private DeviceTensor<T> One<T>(object?[] made, ReadOnlySpan<ResidentTensor?> tensors, int index)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return (DeviceTensor<T>)(made[index] ??= new DeviceTensor<T>(tensors[index]!));
    }

    private DeviceTensor<T>[] Several<T>(
        object?[] made, ReadOnlySpan<ResidentTensor?> tensors, scoped ReadOnlySpan<int> indexes)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (made[indexes[0]] is DeviceTensor<T>[] before)
        {
            return before;
        }

        DeviceTensor<T>[] family = new DeviceTensor<T>[indexes.Length];
        for (int i = 0; i < family.Length; i++)
        {
            family[i] = new DeviceTensor<T>(tensors[indexes[i]]!);
        }

        made[indexes[0]] = family;
        return family;
    }
}
