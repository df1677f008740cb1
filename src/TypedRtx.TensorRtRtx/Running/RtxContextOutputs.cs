using TypedRtx.Cuda;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>
/// The outputs of a context: bound in place, copied through memory of the context, or allocated by the library through us where
/// their size shows in the run.
/// </summary>
internal sealed unsafe class RtxContextOutputs : IDisposable
{
    private readonly RtxEngine _engine;
    private readonly RtxHandle _handle;
    private readonly ExecutionContextApi _api;
    private readonly CudaStream _stream;
    private readonly RtxErrorRecorder _recorder;
    private readonly RtxContextState _state;
    private readonly RtxStages _stages;
    private readonly RtxOutputAllocator?[] _allocators;
    private readonly RtxOutputBlock?[] _discarded;
    private bool _anyAllocated;

    public RtxContextOutputs(
        RtxEngine engine,
        RtxHandle handle,
        ExecutionContextApi api,
        CudaStream stream,
        RtxErrorRecorder recorder,
        RtxContextState state)
    {
        _engine = engine;
        _handle = handle;
        _api = api;
        _stream = stream;
        _recorder = recorder;
        _state = state;
        _stages = new RtxStages(engine.Cuda, engine.Outputs.Length);
        _allocators = new RtxOutputAllocator?[engine.Outputs.Length];
        _discarded = new RtxOutputBlock?[engine.Outputs.Length];
    }

    /// <summary>The memory of the GPU that outputs for the host are copied through, in bytes.</summary>
    public long StagedByteLength => _stages.ByteLength;

    /// <summary>Whether outputs have to be checked or copied after the run.</summary>
    public bool HasDeliveries { get; private set; }

    /// <summary>Binds the outputs of a binding whose inputs are applied.</summary>
    public void Apply(RtxBinding binding)
    {
        _anyAllocated = false;
        HasDeliveries = false;
        for (int i = 0; i < _engine.Outputs.Length; i++)
        {
            RtxTensor output = _engine.Outputs[i]!;
            ref readonly RtxBound bound = ref binding.Outputs[i];
            RtxDims shape = _state.OutputShapes[i];
            bool isKnown = IsKnown(shape);
            bool isMemory = bound.Kind is RtxBoundKind.Device or RtxBoundKind.Host;
            if (isMemory && isKnown)
            {
                RequireShape(output, bound.Shape, shape);
            }

            if (output.IsOnHost)
            {
                BindHost(binding, i, output, shape);
                HasDeliveries |= bound.Kind == RtxBoundKind.Device;
            }
            else if (isKnown)
            {
                Bind(i, output, AddressOf(binding, i, output, shape));
            }
            else
            {
                Allocate(i, output);
                HasDeliveries |= bound.Kind != RtxBoundKind.None;
            }
        }
    }

    /// <summary>Gives the allocators their targets for a run.</summary>
    public void Attach(RtxBinding binding)
    {
        if (!_anyAllocated)
        {
            return;
        }

        for (int i = 0; i < _allocators.Length; i++)
        {
            if (_state.IsAllocated[i])
            {
                RtxOutputBlock block = binding.Outputs[i].Kind == RtxBoundKind.None
                    ? _discarded[i] ??= new RtxOutputBlock(_stream)
                    : binding.Block(i);
                block.Dims = new RtxDims { Rank = -1 };
                _allocators[i]!.Target = block;
            }
        }
    }

    /// <summary>Takes the targets back.</summary>
    public void Detach()
    {
        for (int i = 0; _anyAllocated && i < _allocators.Length; i++)
        {
            if (_allocators[i] is { } allocator)
            {
                allocator.Target = null;
            }
        }
    }

    /// <summary>Checks the shapes that showed in the run, and copies outputs to memory that was bound for them.</summary>
    public void Deliver(RtxBinding binding)
    {
        for (int i = 0; i < _engine.Outputs.Length; i++)
        {
            RtxTensor output = _engine.Outputs[i]!;
            ref readonly RtxBound bound = ref binding.Outputs[i];
            if (bound.Kind == RtxBoundKind.None || (!_state.IsAllocated[i] && !output.IsOnHost))
            {
                continue;
            }

            RtxOutputBlock block = binding.Block(i);
            if (_state.IsAllocated[i] && !IsKnown(block.Dims))
            {
                throw new InferenceException(
                    $"TensorRT for RTX ran the model and did not tell the shape of the output '{output.Name}'.");
            }

            if (bound.Kind != RtxBoundKind.Open && (_state.IsAllocated[i] || bound.Kind == RtxBoundKind.Device))
            {
                RequireShape(output, bound.Shape, block.Dims);
                RtxMemory.Copy(block, bound);
            }
        }
    }

    /// <summary>What an allocator threw in the last run; null for nothing.</summary>
    public Exception? TakeFailure()
    {
        foreach (RtxOutputAllocator? allocator in _allocators)
        {
            try
            {
                allocator?.ThrowIfFailed();
            }
            catch (Exception failure)
            {
                return failure;
            }
        }

        return null;
    }

    public void Dispose()
    {
        _stages.Dispose();
        foreach (RtxOutputBlock? block in _discarded)
        {
            block?.Dispose();
        }
    }

    private static bool IsKnown(in RtxDims shape)
    {
        ReadOnlySpan<long> lengths = shape.Values;
        return shape.Rank >= 0 && lengths[..shape.Rank].IndexOfAnyInRange(long.MinValue, -1) < 0;
    }

    private static void RequireShape(RtxTensor output, in TensorShape bound, in RtxDims shape)
    {
        ReadOnlySpan<int> expected = bound.Dimensions;
        ReadOnlySpan<long> lengths = shape.Values;
        bool fits = expected.Length == shape.Rank;
        for (int axis = 0; fits && axis < expected.Length; axis++)
        {
            fits = expected[axis] == lengths[axis];
        }

        if (!fits)
        {
            throw new OutputShapeException(
                $"The output '{output.Name}' has the shape {shape}, and {bound} was bound for it. "
                + "The model declares a shape that is not so, or its data decide it.");
        }
    }

    private void Bind(int index, RtxTensor output, nint address)
    {
        if (_state.IsAllocated[index])
        {
            if (!_api.SetOutputAllocator(output.NativeName, 0))
            {
                throw RtxFailures.Of($"take the allocator of the output '{output.Name}' away", _recorder.Take());
            }

            _state.IsAllocated[index] = false;
        }

        if (_state.OutputAddresses[index] != address)
        {
            _state.OutputAddresses[index] = 0;
            if (!_api.SetTensorAddress(output.NativeName, address))
            {
                throw RtxFailures.Of($"bind the output '{output.Name}'", _recorder.Take());
            }

            _state.OutputAddresses[index] = address;
        }
    }

    // Without an allocator where none is needed, because a run that asks one is never replayed as a graph.
    private nint AddressOf(RtxBinding binding, int index, RtxTensor output, in RtxDims shape)
    {
        ref readonly RtxBound bound = ref binding.Outputs[index];
        switch (bound.Kind)
        {
            case RtxBoundKind.Device:
                return bound.Address;
            case RtxBoundKind.Host:
                return _stages.Reserve(index, bound.ByteLength);
            default:
                long byteLength = output.ByteLength(RtxShapes.Narrow(output.Name, shape));
                if (bound.Kind == RtxBoundKind.None)
                {
                    return _stages.Reserve(index, byteLength);
                }

                RtxOutputBlock block = binding.Block(index);
                block.Dims = shape;
                return block.Reserve(byteLength);
        }
    }

    // The engine writes these itself, and knows their shapes before it runs.
    private void BindHost(RtxBinding binding, int index, RtxTensor output, in RtxDims shape)
    {
        ref readonly RtxBound bound = ref binding.Outputs[index];
        nint address = bound.Address;
        if (bound.Kind != RtxBoundKind.Host)
        {
            TensorShape inferred = RtxShapes.Narrow(output.Name, shape);
            RtxOutputBlock block = binding.Block(index);
            block.Dims = shape;
            address = block.ReserveHost(output.ByteLength(inferred));
        }

        Bind(index, output, address);
    }

    private void Allocate(int index, RtxTensor output)
    {
        _anyAllocated = true;
        if (_state.OutputAddresses[index] == RtxContextState.ByAllocator)
        {
            return;
        }

        if (_allocators[index] is not { } allocator)
        {
            allocator = new RtxOutputAllocator(_engine.Library.Abi);
            _handle.Keep(allocator);
            _allocators[index] = allocator;
        }

        _state.OutputAddresses[index] = 0;
        _state.IsAllocated[index] = true;
        if (!_api.SetTensorAddress(output.NativeName, 0) || !_api.SetOutputAllocator(output.NativeName, allocator.Address))
        {
            throw RtxFailures.Of($"leave the memory of the output '{output.Name}' open", _recorder.Take());
        }

        _state.OutputAddresses[index] = RtxContextState.ByAllocator;
    }
}
