using TypedRtx.Backends;
using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime;

/// <summary>Inputs and outputs bound to a session ahead of the run, so that a run is one native call.</summary>
internal sealed unsafe partial class OrtBinding : ISessionBinding
{
    private readonly OrtSession _session;
    private readonly OrtHandle _binding;
    private readonly OrtHandle _runOptions;
    private readonly OrtBoundTensor[] _inputs;
    private readonly OrtBoundTensor[] _outputs;
    private readonly OrtRunOutputs _runOutputs;
    private readonly OrtBoundInputs _boundInputs;

    // What Run passes, read once: the handles above keep them valid.
    private readonly delegate* unmanaged<nint, nint, nint, nint> _runWithBinding;
    private readonly nint _sessionPointer;
    private readonly nint _runOptionsPointer;
    private readonly nint _bindingPointer;

    // Whether Run is more than the one call: an output of unknown shape to bind again, a first answer to tell of, or a disposed binding to
    // refuse.
    private bool _needsCare;
    private bool _disposed;

    public OrtBinding(OrtSession session)
    {
        _session = session;
        ref readonly OrtApi api = ref Api;
        nint pointer;
        Check(api.CreateIoBinding(session.Handle.Pointer, &pointer), "make a binding");
        _binding = new OrtHandle(pointer, api.ReleaseIoBinding, session.Handle);
        _runOptions = OrtRunOptions.Create(session.Environment, session.RunEntries);
        _inputs = new OrtBoundTensor[session.Inputs.Length];
        _outputs = new OrtBoundTensor[session.Outputs.Length];
        _runOutputs = new OrtRunOutputs(session, _binding);
        _boundInputs = new OrtBoundInputs(session, _binding.Pointer);
        _runWithBinding = api.RunWithBinding;
        _sessionPointer = session.Handle.Pointer;
        _runOptionsPointer = _runOptions.Pointer;
        _bindingPointer = _binding.Pointer;
        _needsCare = session.Answered is not null;
    }

    private ref readonly OrtApi Api => ref _session.Environment.Library.Api;

    /// <inheritdoc />
    public void SetInput(int input, TensorMemory memory, in TensorShape shape)
    {
        ArgumentNullException.ThrowIfNull(memory);
        OrtTensorInfo info = _session.Inputs[input];
        OrtTensors.RequireRoom(info, memory, shape);
        SetInput(input, memory.Address, shape);
        _inputs[input].Memory = memory;
    }

    /// <inheritdoc />
    public void SetInput(int input, nint address, in TensorShape shape)
    {
        ref OrtBoundTensor bound = ref _inputs[input];
        if (bound.Is(address, shape) && !_disposed)
        {
            return;
        }

        ObjectDisposedException.ThrowIf(_disposed, typeof(ISessionBinding));
        OrtTensorInfo info = _session.Inputs[input];
        _boundInputs.Bind(input, OrtTensors.Over(_session.Environment, info, address, shape));
        bound = new OrtBoundTensor(address, shape);
    }

    /// <summary>Binds memory of the device that the caller keeps.</summary>
    /// <returns>Whether it was not bound already.</returns>
    public bool SetInputOnDevice(int input, nint address, in TensorShape shape)
    {
        ref OrtBoundTensor bound = ref _inputs[input];
        if (bound.Is(address, shape, isOnDevice: true) && !_disposed)
        {
            return false;
        }

        ObjectDisposedException.ThrowIf(_disposed, typeof(ISessionBinding));
        OrtTensorInfo info = _session.Inputs[input];
        _boundInputs.Bind(input, OrtTensors.Over(_session.Environment, _session.DeviceMemoryInfo!, info, address, shape));
        bound = new OrtBoundTensor(address, shape, isOnDevice: true);
        return true;
    }

    /// <inheritdoc />
    public void SetInput(int input, ReadOnlySpan<string> values, in TensorShape shape)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(ISessionBinding));
        OrtTensorInfo info = _session.Inputs[input];
        _boundInputs.Bind(input, OrtStrings.Create(_session.Environment, info, values, shape));
        _inputs[input] = default;
    }

    /// <inheritdoc />
    public void SetInput(int input, OnnxValue value)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(ISessionBinding));
        OrtTensorInfo info = _session.Inputs[input];
        if (value is AbsentValue)
        {
            _boundInputs.Unbind(input);
            return;
        }

        _boundInputs.Bind(input, OrtValues.Create(_session, info, info.Type, value));
        _inputs[input] = default;
    }

    /// <inheritdoc />
    public void SetOutput(int output, TensorMemory memory, in TensorShape shape)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ObjectDisposedException.ThrowIf(_disposed, typeof(ISessionBinding));
        ref OrtBoundTensor bound = ref _outputs[output];
        OrtTensorInfo info = _session.Outputs[output];
        OrtTensors.RequireRoom(info, memory, shape);
        if (!bound.Is(memory.Address, shape))
        {
            Set(output, new OrtBoundTensor(memory.Address, shape));
        }

        bound.Memory = memory;
    }

    /// <summary>Binds memory of the device that the caller keeps.</summary>
    /// <returns>Whether it was not bound already.</returns>
    public bool SetOutputOnDevice(int output, nint address, in TensorShape shape)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(ISessionBinding));
        if (_outputs[output].Is(address, shape, isOnDevice: true))
        {
            return false;
        }

        Set(output, new OrtBoundTensor(address, shape, isOnDevice: true));
        return true;
    }

    /// <inheritdoc />
    public void SetOutput(int output)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(ISessionBinding));
        _outputs[output] = default;
        _runOutputs.Bound(output, byLibrary: true);
        _needsCare = true;
    }

    /// <inheritdoc />
    public void Run(CancellationToken cancellationToken)
    {
        if (_needsCare || cancellationToken.CanBeCanceled)
        {
            RunWithCare(cancellationToken);
            return;
        }

        nint status = _runWithBinding(_sessionPointer, _runOptionsPointer, _bindingPointer);
        if (status != 0)
        {
            Fail(status, CancellationToken.None);
        }

        GC.KeepAlive(this);
    }

    /// <inheritdoc />
    public TensorShape GetOutputShape(int output) => _runOutputs.IsByLibrary(output)
        ? OrtTensors.ShapeOf(_session, output, _runOutputs.Value(output))
        : _outputs[output].Shape;

    /// <inheritdoc />
    public void CopyOutput(int output, Span<byte> destination)
    {
        if (_runOutputs.IsByLibrary(output))
        {
            OrtTensors.CopyTo(_session, output, _runOutputs.Value(output), destination);
            return;
        }

        int length = checked((int)_session.Outputs[output].ByteLength(_outputs[output].Shape));
        new ReadOnlySpan<byte>((void*)_outputs[output].Address, length).CopyTo(destination);
    }

    /// <inheritdoc />
    public void CopyOutput(int output, Span<string> destination) =>
        OrtStrings.CopyTo(_session, output, _runOutputs.Value(output), destination);

    /// <inheritdoc />
    public OnnxValue GetOutputValue(int output)
    {
        OrtTensorInfo info = _session.Outputs[output];
        return OrtValues.Read(_session, info, info.Type, _runOutputs.Value(output));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _needsCare = true;
        _runOutputs.Dispose();
        _runOptions.Dispose();
        _binding.Dispose();
        _boundInputs.Dispose();
    }
}
