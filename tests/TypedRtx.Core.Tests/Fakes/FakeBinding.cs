using System.Runtime.InteropServices;
using TypedRtx.Backends;
using TypedRtx.Runtime;

namespace TypedRtx.Tests;

/// <summary>Tensor addresses as a native binding keeps them; a kernel reads and writes through it.</summary>
internal sealed unsafe class FakeBinding : ISessionBinding
{
    private readonly FakeEngine _engine;
    private readonly Slot[] _inputs;
    private readonly Slot[] _outputs;
    private bool _isDisposed;

    public FakeBinding(FakeEngine engine, ModelDescriptor model)
    {
        _engine = engine;
        _inputs = [.. model.Signature.Inputs.Select(_ => new Slot())];
        _outputs = [.. model.Signature.Outputs.Select(_ => new Slot())];
        engine.Created();
    }

    public bool HasInput(int input) => _inputs[input].Shape.IsSupplied;

    public ref readonly TensorShape InputShape(int input) => ref _inputs[input].Shape;

    public ReadOnlySpan<T> Input<T>(int input)
        where T : unmanaged => new((void*)_inputs[input].Address, (int)_inputs[input].Shape.Length);

    /// <summary>The first bytes of an input's memory, which elements of less than a byte are packed in.</summary>
    public byte[] Bytes(int input, int length) => new ReadOnlySpan<byte>((void*)_inputs[input].Address, length).ToArray();

    public string[] Text(int input) => _inputs[input].Text!;

    /// <summary>The memory of an output, which the kernel fills.</summary>
    public Span<T> Output<T>(int output, in TensorShape shape)
        where T : unmanaged
    {
        Slot slot = _outputs[output];
        if (slot.IsOpen)
        {
            slot.Shape = shape;
            slot.Data = new byte[shape.Length * sizeof(T)];
            return MemoryMarshal.Cast<byte, T>(slot.Data.AsSpan());
        }

        if (slot.Shape != shape)
        {
            throw new OutputShapeException($"Output {output} is {shape}, and {slot.Shape} was bound for it.");
        }

        return new Span<T>((void*)slot.Address, (int)shape.Length);
    }

    public void Output(int output, string[] text, in TensorShape shape)
    {
        _outputs[output].Shape = shape;
        _outputs[output].Text = text;
    }

    /// <summary>The value that an input was set to; null while none was.</summary>
    public OnnxValue? Value(int input) => _inputs[input].Value;

    /// <summary>Gives an output a value.</summary>
    public void Output(int output, OnnxValue value) => _outputs[output].Value = value;

    public void SetInput(int input, OnnxValue value)
    {
        Check(FakeStep.SetInput);
        _inputs[input].Value = value;
    }

    public OnnxValue GetOutputValue(int output)
    {
        Check(FakeStep.CopyOutput);
        return _outputs[output].Value!;
    }

    public void SetInput(int input, TensorMemory memory, in TensorShape shape)
    {
        Check(FakeStep.SetInput);
        _engine.InputSet();
        _inputs[input].Set(memory.Address, shape);
    }

    public void SetInput(int input, nint address, in TensorShape shape)
    {
        Check(FakeStep.SetInput);
        _engine.AddressSet();
        _inputs[input].Set(address, shape);
    }

    public void SetInput(int input, ReadOnlySpan<string> values, in TensorShape shape)
    {
        Check(FakeStep.SetInput);
        _inputs[input].Set(0, shape);
        _inputs[input].Text = values.ToArray();
    }

    public void SetOutput(int output, TensorMemory memory, in TensorShape shape)
    {
        Check(FakeStep.SetOutput);
        _engine.OutputSet();
        _outputs[output].Set(memory.Address, shape);
    }

    public void SetOutput(int output)
    {
        Check(FakeStep.SetOutput);
        _outputs[output].IsOpen = true;
    }

    public void Run(CancellationToken cancellationToken)
    {
        Check(FakeStep.Run);
        _engine.Run(this, cancellationToken);
    }

    public TensorShape GetOutputShape(int output)
    {
        Check(FakeStep.GetOutputShape);
        return _outputs[output].Shape;
    }

    public void CopyOutput(int output, Span<byte> destination)
    {
        Check(FakeStep.CopyOutput);
        _engine.OutputCopied();
        _outputs[output].Data.CopyTo(destination);
    }

    public void CopyOutput(int output, Span<string> destination)
    {
        Check(FakeStep.CopyOutput);
        _outputs[output].Text.CopyTo(destination);
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _engine.Disposed();
        }
    }

    private void Check(FakeStep step)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _engine.Meet(step);
    }

    private sealed class Slot
    {
        public TensorShape Shape;

        public nint Address { get; private set; }

        public bool IsOpen { get; set; }

        public byte[]? Data { get; set; }

        public string[]? Text { get; set; }

        public OnnxValue? Value { get; set; }

        public void Set(nint address, in TensorShape shape)
        {
            Address = address;
            Shape = shape;
            IsOpen = false;
        }
    }
}
