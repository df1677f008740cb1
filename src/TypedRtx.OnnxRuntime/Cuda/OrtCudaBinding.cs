using TypedRtx.Backends;
using TypedRtx.Cuda;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// Inputs and outputs of a session on a GPU. Memory of the GPU is bound in place, memory of the host is copied in each run, and what
/// is no tensor of numbers, or has no shape before the run, is left to the library, which copies it itself.
/// </summary>
internal sealed partial class OrtCudaBinding : ISessionBinding
{
    private readonly OrtCudaSession _session;
    private readonly OrtCudaRecording _recording;
    private readonly OrtBinding _binding;
    private readonly HandleHold _hold;
    private readonly CudaStream _stream;
    private readonly OrtCudaTensor[] _inputs;
    private readonly OrtCudaTensor[] _outputs;
    private readonly OrtCudaRecorder? _recorder;
    private bool _isDisposed;

    /// <summary>Makes a binding.</summary>
    /// <param name="session">The session.</param>
    /// <param name="recording">Whether runs of its lengths are recorded.</param>
    /// <param name="mayRecord">Whether lengths come back, so that recording a run is worth it.</param>
    public OrtCudaBinding(OrtCudaSession session, OrtCudaRecording recording, bool mayRecord)
    {
        _session = session;
        _recording = recording;
        _runOrRecord = RunOrRecord;
        try
        {
            _stream = session.IsSerial ? session.Stream : CudaStream.Create(session.Cuda);
        }
        catch (CudaException error)
        {
            throw new InferenceException(error.Message, error);
        }

        _hold = new HandleHold(_stream);
        _binding = session.Session.CreateBinding();
        _inputs = [.. session.Session.Inputs.Select(_ => new OrtCudaTensor())];
        _outputs = [.. session.Session.Outputs.Select(_ => new OrtCudaTensor())];
        _recorder = mayRecord ? new OrtCudaRecorder(session, recording, _binding, _inputs, _outputs) : null;
    }

    /// <inheritdoc />
    public void SetInput(int input, TensorMemory memory, in TensorShape shape)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(ISessionBinding));
        if (OrtCudaMemory.Require(_session, _session.Session.Inputs[input], memory, shape) is { } device)
        {
            Changed(_binding.SetInputOnDevice(input, device.Address, shape) || _inputs[input].Memory != memory);
            _inputs[input].Bind(OrtCudaPlace.OnDevice, device);
        }
        else
        {
            SetHostInput(input, memory.Address, memory, shape);
        }
    }

    /// <inheritdoc />
    public void SetInput(int input, nint address, in TensorShape shape)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(ISessionBinding));
        SetHostInput(input, address, null, shape);
    }

    /// <inheritdoc />
    public void SetInput(int input, ReadOnlySpan<string> values, in TensorShape shape)
    {
        _binding.SetInput(input, values, shape);
        _inputs[input].Bind(OrtCudaPlace.OnHost, null);
        Changed(true);
    }

    /// <inheritdoc />
    public void SetInput(int input, OnnxValue value)
    {
        _binding.SetInput(input, value);
        _inputs[input].Bind(OrtCudaPlace.OnHost, null);
        Changed(true);
    }

    /// <inheritdoc />
    public void SetOutput(int output, TensorMemory memory, in TensorShape shape)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(ISessionBinding));
        OrtTensorInfo info = _session.Session.Outputs[output];
        OrtCudaTensor bound = _outputs[output];
        if (OrtCudaMemory.Require(_session, info, memory, shape) is { } device)
        {
            Changed(_binding.SetOutputOnDevice(output, device.Address, shape) || bound.Memory != memory);
            bound.Bind(OrtCudaPlace.OnDevice, device);
        }
        else if (_session.Places.Outputs[output])
        {
            bound.BindCopied(_session.Cuda, memory.Address, info.ByteLength(shape), memory);
            Changed(_binding.SetOutputOnDevice(output, bound.Stage, shape));
        }
        else
        {
            _binding.SetOutput(output, memory, shape);
            bound.Bind(OrtCudaPlace.OnHost, memory);
            Changed(true);
        }
    }

    /// <inheritdoc />
    public void SetOutput(int output)
    {
        _binding.SetOutput(output);
        _outputs[output].Bind(OrtCudaPlace.OnHost, null);
        Changed(true);
    }

    /// <inheritdoc />
    public TensorShape GetOutputShape(int output) => _binding.GetOutputShape(output);

    /// <inheritdoc />
    public void CopyOutput(int output, Span<byte> destination)
    {
        OrtTensorInfo info = _session.Session.Outputs[output];
        if (_outputs[output].Memory is not { } memory)
        {
            _binding.CopyOutput(output, destination);
            return;
        }

        long byteLength = info.ByteLength(GetOutputShape(output));
        if (destination.Length < byteLength)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"'{info.Name}' has {byteLength} bytes, and the destination {destination.Length}."),
                nameof(destination));
        }

        memory.Read(0, destination[..(int)byteLength]);
    }

    /// <inheritdoc />
    public void CopyOutput(int output, Span<string> destination) => _binding.CopyOutput(output, destination);

    /// <inheritdoc />
    public OnnxValue GetOutputValue(int output) => _binding.GetOutputValue(output);

    /// <inheritdoc />
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _recorder?.Dispose();
        Array.ForEach(_inputs, input => input.Dispose());
        Array.ForEach(_outputs, output => output.Dispose());
        _binding.Dispose();
        if (!_session.IsSerial)
        {
            _stream.Dispose();
        }

        _hold.Dispose();
    }

    private void SetHostInput(int input, nint address, TensorMemory? memory, in TensorShape shape)
    {
        OrtTensorInfo info = _session.Session.Inputs[input];
        OrtCudaTensor bound = _inputs[input];
        if (!_session.Places.Inputs[input])
        {
            _binding.SetInput(input, address, shape);
            bound.Bind(OrtCudaPlace.OnHost, memory);
            Changed(true);
            return;
        }

        long byteLength = info.ByteLength(shape);
        if (address == 0)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(byteLength, 0, nameof(address));
        }

        bound.BindCopied(_session.Cuda, address, byteLength, memory);
        Changed(_binding.SetInputOnDevice(input, bound.Stage, shape));
    }

    private void Changed(bool isChanged)
    {
        if (isChanged)
        {
            _recorder?.Forget();
        }
    }
}
