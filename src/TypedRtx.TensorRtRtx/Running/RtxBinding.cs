using TypedRtx.Backends;

namespace TypedRtx.TensorRtRtx;

/// <summary>
/// Inputs and outputs for an engine. Memory of the GPU is bound in place; memory of the host is copied in each run.
/// </summary>
internal sealed unsafe partial class RtxBinding : ISessionBinding
{
    private const int MaxDescribed = 16;

    // An address for host tensors of no elements, which must have one all the same.
    private static readonly byte[] Somewhere = GC.AllocateArray<byte>(64, pinned: true);

    private static long made;

    private readonly RtxSession _session;
    private readonly RtxEngine _engine;
    private readonly RtxContextPool _contexts;
    private readonly RtxOutputBlock?[] _blocks;
    private readonly HostMemory?[] _hostInputs;
    private int _profile;
    private bool _isProfileKnown;
    private bool _isDisposed;

    /// <summary>Makes a binding.</summary>
    /// <param name="session">The session.</param>
    /// <param name="contexts">What it runs in.</param>
    public RtxBinding(RtxSession session, RtxContextPool contexts)
    {
        _session = session;
        _engine = session.Engine;
        _contexts = contexts;
        Number = Interlocked.Increment(ref made);
        Inputs = new RtxBound[_engine.Inputs.Length];
        Outputs = new RtxBound[_engine.Outputs.Length];
        _blocks = new RtxOutputBlock?[Outputs.Length];
        _hostInputs = new HostMemory?[Inputs.Length];
    }

    /// <summary>What tells the binding from all others, from 1: sessions share contexts.</summary>
    public long Number { get; }

    /// <summary>Counts the changes of what is bound.</summary>
    public long Version { get; private set; } = 1;

    /// <summary>What is bound to the inputs.</summary>
    public RtxBound[] Inputs { get; }

    /// <summary>What is bound to the outputs.</summary>
    public RtxBound[] Outputs { get; }

    /// <inheritdoc />
    public bool Fits => Profile() >= 0;

    /// <inheritdoc />
    public void SetInput(int input, TensorMemory memory, in TensorShape shape)
    {
        if (Input(input) is { } tensor)
        {
            Set(ref Inputs[input], tensor, RtxMemory.Describe(_session, tensor, memory, shape), isInput: true);
        }
    }

    /// <inheritdoc />
    public void SetInput(int input, nint address, in TensorShape shape)
    {
        if (Input(input) is not { } tensor)
        {
            return;
        }

        long byteLength = tensor.ByteLength(shape);
        if (address == 0)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(byteLength, 0, nameof(address));
            fixed (byte* somewhere = Somewhere)
            {
                address = (nint)somewhere;
            }
        }

        RtxBound bound = new() { Kind = RtxBoundKind.Host, Address = address, Shape = shape, ByteLength = byteLength };
        Set(ref Inputs[input], tensor, bound, isInput: true);
    }

    /// <inheritdoc />
    public void SetInput(int input, ReadOnlySpan<string> values, in TensorShape shape) => throw NoText("Input", input);

    /// <inheritdoc />
    public void SetOutput(int output, TensorMemory memory, in TensorShape shape)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(ISessionBinding));
        RtxTensor tensor = _engine.Outputs[output]!;
        Set(ref Outputs[output], tensor, RtxMemory.Describe(_session, tensor, memory, shape), isInput: false);
    }

    /// <inheritdoc />
    public void SetOutput(int output)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(ISessionBinding));
        if (Outputs[output].Kind != RtxBoundKind.Open)
        {
            Outputs[output] = new RtxBound { Kind = RtxBoundKind.Open };
            Version++;
        }
    }

    /// <inheritdoc />
    public TensorShape GetOutputShape(int output) => Outputs[output].Kind == RtxBoundKind.Open
        ? RtxShapes.Narrow(_engine.Outputs[output]!.Name, Block(output).Dims)
        : Outputs[output].Shape;

    /// <inheritdoc />
    public void CopyOutput(int output, Span<byte> destination)
    {
        ref readonly RtxBound bound = ref Outputs[output];
        RtxTensor tensor = _engine.Outputs[output]!;
        long byteLength = tensor.ByteLength(GetOutputShape(output));
        if (destination.Length < byteLength)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"'{tensor.Name}' has {byteLength} bytes, and the destination {destination.Length}."),
                nameof(destination));
        }

        destination = destination[..(int)byteLength];
        TensorMemory? memory = bound.Kind == RtxBoundKind.Open ? Block(output).Memory : bound.Memory;
        memory?.Read(0, destination);
    }

    /// <inheritdoc />
    public void CopyOutput(int output, Span<string> destination) => throw NoText("Output", output);

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Array.ForEach(_blocks, block => block?.Dispose());
        }
    }

    /// <summary>The profile that the bound shapes belong to; -1 when they lie in none.</summary>
    public int Profile()
    {
        if (!_isProfileKnown)
        {
            _profile = _engine.Profiles.Choose(Inputs);
            _isProfileKnown = true;
        }

        return _profile;
    }

    /// <summary>Memory for an output whose size shows in the run.</summary>
    public RtxOutputBlock Block(int output) => _blocks[output] ??= new RtxOutputBlock(_session.Transfers);

    /// <summary>Where an input lies that the engine reads on the host; what is bound on the GPU is copied there.</summary>
    public nint HostAddress(int input)
    {
        ref readonly RtxBound bound = ref Inputs[input];
        if (bound.Device is not { } memory)
        {
            return bound.Address;
        }

        if (_hostInputs[input] is not { } host || host.ByteLength < bound.ByteLength)
        {
            host = HostMemory.Allocate(bound.ByteLength);
            _hostInputs[input] = host;
        }

        memory.Read(0, host.Bytes[..(int)bound.ByteLength]);
        return host.Address;
    }

    /// <summary>The shapes of the inputs, for messages.</summary>
    public string Describe()
    {
        List<string> texts = [];
        for (int i = 0; i < Inputs.Length && texts.Count < MaxDescribed; i++)
        {
            if (_engine.Inputs[i] is { } input && Inputs[i].Kind != RtxBoundKind.None)
            {
                texts.Add($"'{input.Name}' {Inputs[i].Shape}");
            }
        }

        return texts.Count == 0 ? "no inputs" : string.Join(", ", texts);
    }

    // An input that nothing depends on is no part of the engine. A default of the model is, as a constant that no input replaces.
    private RtxTensor? Input(int input)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(ISessionBinding));
        return _engine.Inputs[input] ?? (_session.IsOptional(input)
            ? throw new NotSupportedException(
                $"The input '{_session.InputName(input)}' has a default in the model, which TensorRT for RTX builds into the engine: "
                + "leave the input out, export the model without the default, or run it with Backend.Cuda or Backend.Cpu.")
            : null);
    }

    private void Set(ref RtxBound target, RtxTensor tensor, in RtxBound bound, bool isInput)
    {
        if (target.Is(bound.Kind, bound.Address, bound.Shape))
        {
            target = bound;
            return;
        }

        if (bound.Shape.Rank > Interop.RtxDims.MaxRank)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"'{tensor.Name}' has {bound.Shape.Rank} axes, and TensorRT for RTX takes {Interop.RtxDims.MaxRank}."));
        }

        _isProfileKnown &= !isInput || target.Shape.Dimensions.SequenceEqual(bound.Shape.Dimensions);
        target = bound;
        Version++;
    }

    private static NotSupportedException NoText(string role, int index) =>
        new(FormattableString.Invariant($"{role} {index} is text, and TensorRT for RTX runs numbers alone."));
}
