using System.Numerics.Tensors;
using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx;

/// <content>A step: the symbols, the inputs, the run.</content>
public abstract partial class ModelState
{
    /// <summary>Gives a binder what the state knows.</summary>
    /// <exception cref="ObjectDisposedException">The state was disposed.</exception>
    protected void Bind(scoped ref SymbolBinder symbols)
    {
        BindFixed(ref symbols);
        foreach (int symbol in _runtime.Model.States.GrowthSymbols.AsSpan())
        {
            symbols.Held(symbol, Length);
        }
    }

    /// <summary>Begins a step.</summary>
    /// <param name="key">What <see cref="SymbolBinder.Resolve"/> gave.</param>
    /// <exception cref="TensorShapeException">A symbol is not known.</exception>
    /// <exception cref="StateCapacityException">There is no room for the step.</exception>
    protected void Begin(scoped ReadOnlySpan<int> key)
    {
        key.CopyTo(_key);
        _isGiven.AsSpan().Clear();
        foreach (int symbol in _runtime.Model.States.StepSymbols.AsSpan())
        {
            if (_key[symbol] < 0)
            {
                StateErrors.ThrowOpen(_runtime.Model, symbol);
            }
        }

        _runtime.CheckProfile(_key);
        _lengthAfter = LengthAfter();
    }

    /// <summary>Sets a tensor input, which is copied; one that was not given is filled.</summary>
    protected void Set<T>(int input, scoped TensorView<T> value)
    {
        if (!value.IsSupplied)
        {
            return;
        }

        _isGiven[input] = true;
        TensorShape shape = ShapeOf(input);
        if (typeof(T) == typeof(string))
        {
            SetStrings(input, value, shape);
            return;
        }

        HostMemory memory = _inputs[input].Reserve(shape);
        value.CopyTo(memory.Elements<T>((int)shape.Length));
        _binding.SetInput(input, memory, shape);
    }

    /// <summary>Sets a tensor input of packed elements, which is copied.</summary>
    protected void Set<T>(int input, scoped PackedTensorView<T> value)
        where T : struct, IPackedElement<T>
    {
        TensorShape shape = ShapeOf(input);
        HostMemory memory = _inputs[input].Reserve(shape);
        value.Bytes.CopyTo(memory.Bytes);
        _binding.SetInput(input, memory, shape);
    }

    /// <summary>Sets several tensor inputs.</summary>
    protected void Set<T>(scoped ReadOnlySpan<int> inputs, scoped ReadOnlySpan<Tensor<T>> tensors)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            Set(inputs[i], (TensorView<T>)tensors[i]);
        }
    }

    /// <summary>Sets an input of rank 0.</summary>
    protected void SetScalar<T>(int input, T value) => Set(input, new TensorView<T>([value], TensorShape.Scalar));

    /// <summary>Sets an input of rank 0 that is filled where it is not given.</summary>
    protected void SetScalar<T>(int input, T? value)
        where T : struct
    {
        if (value is { } given)
        {
            SetScalar(input, given);
        }
    }

    /// <summary>Sets a sequence, a map or an optional, which is copied.</summary>
    protected void SetValue(int input, InputValue value) =>
        _binding.SetInput(input, value.Copy(_runtime.Model, _runtime.Model.Inputs[input]));

    /// <summary>Runs the model and makes what it gave the state. When it fails, the state is as it was.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="InferenceException">The backend failed.</exception>
    protected void Complete(CancellationToken cancellationToken)
    {
        _runtime.ThrowIfOver();
        Fill();
        ReadOnlySpan<int> symbols = _key.AsSpan(0, _lengths.Length);
        foreach (StateBuffers buffer in _buffers)
        {
            buffer.Bind(_binding, symbols);
        }

        _runtime.Gate.Enter(cancellationToken);
        try
        {
            // Until the step is done there is nothing to read: memory may be another, and half written.
            _hasRun = false;
            BindOutputs(symbols);
            Run(symbols, cancellationToken);
            Fetch();
            _runtime.Metrics.Ran();
        }
        finally
        {
            _runtime.Gate.Exit();
        }

        foreach (StateBuffers buffer in _buffers)
        {
            buffer.Swap();
        }

        Length = _lengthAfter;
    }

    private void Run(ReadOnlySpan<int> symbols, CancellationToken cancellationToken)
    {
        try
        {
            _binding.Run(cancellationToken);
        }
        catch (OutputShapeException) when (_isOpen.Contains(false))
        {
            // The model declares a shape that is not so, or data decide it.
            bool[] before = [.. _isOpen];
            LeaveOpen();
            BindOutputs(symbols);
            try
            {
                _binding.Run(cancellationToken);
            }
            catch
            {
                // Then it was the state's own.
                before.CopyTo(_isOpen, 0);
                throw;
            }
        }
    }

    private int LengthAfter()
    {
        ModelDescriptor model = _runtime.Model;
        foreach (StatePair pair in model.States.Pairs.AsSpan())
        {
            if (pair.Axis >= 0)
            {
                ReadOnlySpan<int> symbols = _key.AsSpan(0, _lengths.Length);
                long after = model.Plan.Outputs[pair.Output]!.Dimensions[pair.Axis].Evaluate(symbols);
                return after < 0 ? throw SymbolErrors.ImpossibleOutput(model, model.Outputs[pair.Output], symbols)
                    : after <= Capacity ? (int)after
                    : throw new StateCapacityException(model.Name, Capacity, Length, after);
            }
        }

        return 0;
    }

    private void Fill()
    {
        ModelDescriptor model = _runtime.Model;
        foreach (FilledInput filled in model.States.Filled.AsSpan())
        {
            if (!_isGiven[filled.Input])
            {
                TensorShape shape = ShapeOf(filled.Input);
                HostMemory memory = _inputs[filled.Input].Reserve(shape);
                ElementType element = model.Inputs[filled.Input].Element;
                int row = shape.Rank == 0 ? 1 : Math.Max(1, shape[shape.Rank - 1]);
                StateFill.Write(filled.Rule, element, _inputs[filled.Input].Bytes, row, Length, _lengthAfter);
                _binding.SetInput(filled.Input, memory, shape);
            }
        }
    }

    private TensorShape ShapeOf(int input) => KeyReader.ShapeOf(_runtime.Model, _runtime.Model.Inputs[input], _key);

    private void SetStrings<T>(int input, scoped TensorView<T> value, in TensorShape shape)
    {
        string[] strings = (string[])(object)value.ToArray();
        BoundInput.RequireStrings(_runtime.Model, input, strings);
        _binding.SetInput(input, strings, shape);
    }
}
