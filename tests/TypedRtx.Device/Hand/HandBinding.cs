using TypedRtx.Backends;
using TypedRtx.Cuda;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.Device.Hand;

/// <summary>Inputs and outputs at fixed addresses, bound once; a run is one call of the C API.</summary>
internal sealed unsafe class HandBinding : IDisposable
{
    private readonly HandLibrary _library;
    private readonly HandDevice _device;
    private readonly delegate* unmanaged<nint, nint, nint, nint> _run;
    private readonly nint _session;
    private readonly nint _options;
    private readonly nint _binding;
    private readonly TensorMemory[] _inputs;
    private readonly TensorMemory[] _outputs;
    private readonly HostMemory[] _hostInputs;
    private readonly HostMemory[] _hostOutputs;

    /// <summary>Allocates and binds everything.</summary>
    /// <param name="session">The session.</param>
    /// <param name="device">Where memory comes from.</param>
    /// <param name="model">The model.</param>
    /// <param name="dims">One length per symbol.</param>
    /// <remarks>Tensors lie where the session runs: of a host tensor, the library copies to a GPU what is in it when it is bound.</remarks>
    public HandBinding(HandSession session, HandDevice device, ModelDescriptor model, int[] dims)
    {
        _library = session.Library;
        _device = device;
        _session = session.Pointer;
        _run = (delegate* unmanaged<nint, nint, nint, nint>)_library.Slot(133);
        nint pointer;
        _library.Check(((delegate* unmanaged<nint*, nint>)_library.Slot(39))(&pointer));
        _options = pointer;
        _library.Check(((delegate* unmanaged<nint, nint*, nint>)_library.Slot(134))(_session, &pointer));
        _binding = pointer;
        bool usesGpu = session.IsOnGpu;
        nint info;
        fixed (byte* name = HandLibrary.Utf8(usesGpu ? "Cuda" : "Cpu"))
        {
            _library.Check(((delegate* unmanaged<byte*, int, int, int, nint*, nint>)_library.Slot(68))(name, 0, 0, 0, &info));
        }

        nint kind = info;
        TensorMemory Allocate(long byteLength) => usesGpu ? device.Allocate(byteLength) : device.AllocateHost(byteLength);
        _inputs = [.. model.Signature.Inputs.Select((input, i) => Bind(kind, 136, input, model.Plan.Inputs[i], dims, Allocate))];
        _outputs = [.. model.Signature.Outputs.Select((output, i) => Bind(kind, 137, output, model.Plan.Outputs[i], dims, Allocate))];
        _hostInputs = [.. _inputs.Select(memory => device.AllocateHost(memory.ByteLength))];
        _hostOutputs = [.. _outputs.Select(memory => device.AllocateHost(memory.ByteLength))];
        ((delegate* unmanaged<nint, void>)_library.Slot(94))(info);
    }

    public void Fill(byte[][] inputs)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i].CopyTo(_hostInputs[i].Bytes);
            _inputs[i].Write(0, inputs[i]);
        }
    }

    public byte[][] Outputs() => Read(_outputs);

    /// <summary>What <see cref="RunFromHost"/> brought to the host.</summary>
    public byte[][] HostOutputs() => Read(_device.Stream is null ? _outputs : _hostOutputs);

    public void Run()
    {
        nint status = _run(_session, _options, _binding);
        if (status != 0)
        {
            _library.Check(status);
        }
    }

    /// <summary>Runs with inputs that lie on the host and outputs that are wanted there, as one does it by hand: copies queued, one wait each.</summary>
    public void RunFromHost()
    {
        if (_device.Stream is not { } stream)
        {
            Run();
            return;
        }

        for (int i = 0; i < _inputs.Length; i++)
        {
            stream.Upload(_inputs[i].Address, (void*)_hostInputs[i].Address, _inputs[i].ByteLength);
        }

        stream.Synchronize();
        Run();
        for (int i = 0; i < _outputs.Length; i++)
        {
            stream.Download((void*)_hostOutputs[i].Address, _outputs[i].Address, _outputs[i].ByteLength);
        }

        stream.Synchronize();
    }

    public void Dispose()
    {
        ((delegate* unmanaged<nint, void>)_library.Slot(135))(_binding);
        ((delegate* unmanaged<nint, void>)_library.Slot(97))(_options);
        foreach (TensorMemory memory in (TensorMemory[])[.. _inputs, .. _outputs, .. _hostInputs, .. _hostOutputs])
        {
            memory.Dispose();
        }
    }

    private static byte[][] Read(TensorMemory[] tensors) => [.. tensors.Select(memory =>
    {
        byte[] bytes = new byte[memory.ByteLength];
        memory.Read(0, bytes);
        return bytes;
    })];

    private TensorMemory Bind(nint info, int slot, ValueSignature tensor, PlannedShape? plan, int[] dims, Func<long, TensorMemory> allocate)
    {
        if (!KeyReader.TryShape(plan, dims, out TensorShape shape))
        {
            throw new NotSupportedException($"'{tensor.Name}' has a shape that only runs tell; by hand everything is bound to fixed addresses.");
        }

        ElementType element = ((TensorType)tensor.Type).Element;
        TensorMemory memory = allocate(shape.Length * ElementTypes.BitsOf(element) / 8);
        long[] lengths = [.. shape.Dimensions.ToArray().Select(length => (long)length)];
        nint value;
        fixed (long* axes = lengths)
        fixed (byte* name = HandLibrary.Utf8(tensor.Name))
        {
            // Element types have the numbers of ONNX.
            _library.Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)_library.Slot(49))(
                info, (void*)memory.Address, (nuint)memory.ByteLength, axes, (nuint)lengths.Length, (int)element, &value));
            _library.Check(((delegate* unmanaged<nint, byte*, nint, nint>)_library.Slot(slot))(_binding, name, value));
        }

        // The binding holds a reference of its own.
        ((delegate* unmanaged<nint, void>)_library.Slot(96))(value);
        return memory;
    }
}
