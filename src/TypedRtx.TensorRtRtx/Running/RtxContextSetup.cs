using TypedRtx.Cuda;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>Tells a context what a binding has: profile, shapes and addresses, and of these only what changed.</summary>
internal sealed unsafe class RtxContextSetup : IDisposable
{
    private readonly RtxEngine _engine;
    private readonly ExecutionContextApi _api;
    private readonly CudaStream _stream;
    private readonly RtxErrorRecorder _recorder;
    private readonly RtxStages _inputStages;
    private readonly RtxContextOutputs _outputs;

    public RtxContextSetup(RtxEngine engine, RtxHandle handle, ExecutionContextApi api, CudaStream stream, RtxErrorRecorder recorder)
    {
        _engine = engine;
        _api = api;
        _stream = stream;
        _recorder = recorder;
        State = new RtxContextState(engine.Inputs.Length, engine.Outputs.Length);
        _inputStages = new RtxStages(engine.Cuda, engine.Inputs.Length);
        _outputs = new RtxContextOutputs(engine, handle, api, stream, recorder, State);
    }

    /// <summary>What the context was told.</summary>
    public RtxContextState State { get; }

    /// <summary>The memory of the GPU that host tensors are copied through, in bytes.</summary>
    public long StagedByteLength => _inputStages.ByteLength + _outputs.StagedByteLength;

    /// <summary>Whether outputs of the last run have to be checked or copied after it.</summary>
    public bool HasDeliveries => _outputs.HasDeliveries;

    /// <summary>Whether the context was told just what a binding has; shapes may follow from what a host input holds, and that changes without a word.</summary>
    public bool IsApplied(RtxBinding binding) =>
        State.Binding == binding.Number && State.Version == binding.Version && !_engine.HasHostInputs;

    /// <summary>Prepares a run.</summary>
    /// <exception cref="OutputShapeException">An output has another shape than was bound for it.</exception>
    /// <exception cref="InferenceException">The library refused something, or there is no memory.</exception>
    public void Apply(RtxBinding binding)
    {
        if (!IsApplied(binding))
        {
            State.Binding = 0;
            State.RunsAsTold = 0;
            ApplyProfile(binding);
            for (int i = 0; i < _engine.Inputs.Length; i++)
            {
                if (_engine.Inputs[i] is { } input)
                {
                    ApplyInput(binding, i, input);
                }
            }

            if (State.NeedsShapes || _engine.HasHostInputs)
            {
                InferShapes(binding);
            }

            _outputs.Apply(binding);
            State.Binding = binding.Number;
            State.Version = binding.Version;
        }

        _outputs.Attach(binding);
    }

    /// <summary>Lets go of the binding.</summary>
    public void Detach() => _outputs.Detach();

    /// <summary>Checks and copies outputs after the run.</summary>
    /// <exception cref="OutputShapeException">An output has another shape than was bound for it.</exception>
    public void Deliver(RtxBinding binding) => _outputs.Deliver(binding);

    /// <summary>What a callback of ours threw in the last run; null for nothing.</summary>
    public Exception? TakeFailure() => _outputs.TakeFailure();

    public void Dispose()
    {
        _inputStages.Dispose();
        _outputs.Dispose();
    }

    private void ApplyProfile(RtxBinding binding)
    {
        int profile = binding.Profile();
        if (profile < 0)
        {
            throw new InferenceException(
                $"The engine of TensorRT for RTX has no profile for these shapes: {_engine.Profiles.Describe(binding.Inputs)}. "
                + "Run with lengths inside a profile, or load the model with a wider one.");
        }

        if (profile == State.Profile)
        {
            return;
        }

        State.Forget();
        if (!_api.SetProfile(profile, _stream.Pointer))
        {
            throw RtxFailures.Of($"change to profile {profile}", _recorder.Take());
        }

        State.Profile = profile;
    }

    private void ApplyInput(RtxBinding binding, int index, RtxTensor input)
    {
        ref RtxBound bound = ref binding.Inputs[index];
        ref TensorShape known = ref State.InputShapes[index];
        if (!known.IsSupplied || !known.Dimensions.SequenceEqual(bound.Shape.Dimensions))
        {
            known = default;
            State.NeedsShapes = true;
            if (input.IsDynamic)
            {
                SetShape(input, bound.Shape);
            }

            known = bound.Shape;
        }

        nint address = input.IsOnHost ? binding.HostAddress(index)
            : bound.Kind == RtxBoundKind.Device ? bound.Address
            : _inputStages.Reserve(index, bound.ByteLength);
        if (State.InputAddresses[index] != address)
        {
            State.InputAddresses[index] = 0;
            if (!_api.SetTensorAddress(input.NativeName, address))
            {
                throw RtxFailures.Of($"bind the input '{input.Name}'", _recorder.Take());
            }

            State.InputAddresses[index] = address;
        }
    }

    private void SetShape(RtxTensor input, in TensorShape shape)
    {
        RtxDims dims = RtxDims.From(shape.Dimensions);
        if (!_api.SetInputShape(input.NativeName, &dims))
        {
            throw RtxFailures.Of($"give the input '{input.Name}' the shape {shape}", _recorder.Take());
        }
    }

    private void InferShapes(RtxBinding binding)
    {
        State.NeedsShapes = true;
        if (_api.InferShapes() != 0)
        {
            throw RtxFailures.Of($"compute the shapes of outputs for {binding.Describe()}", _recorder.Take());
        }

        for (int i = 0; i < _engine.Outputs.Length; i++)
        {
            State.OutputShapes[i] = _api.GetTensorShape(_engine.Outputs[i]!.NativeName);
        }

        State.NeedsShapes = false;
    }
}
