using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx;

/// <content>The outputs of the last step.</content>
public abstract partial class ModelState
{
    private OutputValue?[]? _values;
    private bool _hasRun;

    /// <inheritdoc />
    TensorView<T> ITensorOutputs.Output<T>(int output) => Output<T>(output);

    /// <summary>A tensor output of the last step, in place; the next step writes over it.</summary>
    /// <exception cref="InvalidOperationException">There was no step yet, or the last one failed.</exception>
    protected TensorView<T> Output<T>(int output)
    {
        StepMemory memory = RequireOutput(output);
        return typeof(T) == typeof(string)
            ? new TensorView<T>((T[])(object)memory.Strings!, memory.Shape)
            : new TensorView<T>(memory.Memory!.Elements<T>((int)memory.Shape.Length), memory.Shape);
    }

    /// <summary>An output of rank 0.</summary>
    /// <exception cref="InvalidOperationException">There was no step yet, or the last one failed.</exception>
    protected T OutputScalar<T>(int output) => Output<T>(output).Span[0];

    /// <summary>Several outputs.</summary>
    /// <param name="outputs">Their indexes, in the order of the numbers in their names; memory that does not move.</param>
    protected TensorFamily<T> OutputFamily<T>(ReadOnlySpan<int> outputs) => new(this, outputs);

    /// <summary>An output of packed elements.</summary>
    /// <exception cref="InvalidOperationException">There was no step yet, or the last one failed.</exception>
    protected PackedTensorView<T> PackedOutput<T>(int output)
        where T : struct, IPackedElement<T>
    {
        StepMemory memory = RequireOutput(output);
        return new PackedTensorView<T>(memory.Bytes, memory.Shape);
    }

    /// <summary>An output of rank 0 of an element type that is packed.</summary>
    /// <exception cref="InvalidOperationException">There was no step yet, or the last one failed.</exception>
    protected T PackedOutputScalar<T>(int output)
        where T : struct, IPackedElement<T> => PackedOutput<T>(output)[[]];

    /// <summary>An output that is a sequence, a map or an optional.</summary>
    /// <exception cref="InvalidOperationException">There was no step yet, or the last one failed.</exception>
    protected OutputValue ReadValue(int output)
    {
        RequireOutput(output);
        return _values![output]!;
    }

    private StepMemory RequireOutput(int output)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _hasRun
            ? _outputs[output]
            : throw new InvalidOperationException(
                $"{_runtime.Model.Name}: output '{_runtime.Model.Outputs[output].Name}' is there after a Step that succeeded.");
    }

    private void BindOutputs(ReadOnlySpan<int> symbols)
    {
        ModelOutput[] outputs = _runtime.Model.Outputs;
        for (int i = 0; i < outputs.Length; i++)
        {
            if (!outputs[i].IsTyped || _isState[i])
            {
                continue;
            }

            if (!_isOpen[i]
                && outputs[i] is { IsTensor: true, Element: not ElementType.String }
                && KeyReader.TryShape(outputs[i].Shape, symbols, out TensorShape shape))
            {
                _binding.SetOutput(i, _outputs[i].Reserve(shape), shape);
            }
            else
            {
                _isOpen[i] = true;
                _binding.SetOutput(i);
            }
        }
    }

    private void LeaveOpen()
    {
        for (int i = 0; i < _isOpen.Length; i++)
        {
            _isOpen[i] |= _runtime.Model.Outputs[i].IsTyped && !_isState[i];
        }
    }

    private void Fetch()
    {
        for (int i = 0; i < _isOpen.Length; i++)
        {
            if (!_isOpen[i])
            {
                continue;
            }

            if (_runtime.Model.Outputs[i].IsTensor)
            {
                _outputs[i].Fetch(_binding, i);
            }
            else
            {
                _values ??= new OutputValue?[_isOpen.Length];
                _values[i] = new OutputValue(_binding.GetOutputValue(i));
            }
        }

        _hasRun = true;
    }
}
