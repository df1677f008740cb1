using System.Globalization;
using System.Runtime.InteropServices;
using TypedRtx.Backends;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>
/// One input or output of a device binding: memory where the session keeps what stays from run to run, or for an output whose
/// shape a run decides the backend's own.
/// </summary>
internal sealed class ResidentTensor : IDisposable
{
    // Spans of bytes end at 2 GiB.
    private const int MaxElementsAtOnce = 1 << 26;

    private readonly ModelDescriptor _model;
    private readonly IInferenceSession _session;
    private readonly ISessionBinding _binding;
    private readonly int _index;
    private readonly string _name;
    private readonly ElementType _element;
    private TensorMemory? _memory;
    private TensorShape _shape;
    private bool _isDisposed;

    private ResidentTensor(
        ModelDescriptor model,
        IInferenceSession session,
        ISessionBinding binding,
        int index,
        string name,
        string display,
        ElementType element)
    {
        _model = model;
        _session = session;
        _binding = binding;
        _index = index;
        _name = name;
        Display = display;
        _element = element;
    }

    /// <summary>The tensor as messages name it.</summary>
    public string Display { get; }

    /// <summary>Where the memory lies.</summary>
    public MemoryKind Kind => _memory?.Kind ?? _session.Resident;

    /// <summary>Whether the shape is the backend's, and with it the memory.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The shape, in elements of the model.</summary>
    /// <exception cref="InvalidOperationException">A run decides it, and there was none.</exception>
    public ref readonly TensorShape Shape
    {
        get
        {
            if (!_shape.IsSupplied)
            {
                throw new InvalidOperationException(
                    $"{_model.Name}: the shape of {Display} does not follow from the symbols. Call Run() before reading it.");
            }

            return ref _shape;
        }
    }

    /// <summary>The size in bytes.</summary>
    /// <exception cref="InvalidOperationException">A run decides it, and there was none.</exception>
    public long ByteLength => TensorBytes.Of(_model, Display, _element, Shape);

    /// <summary>The memory that runs read or write.</summary>
    /// <exception cref="ObjectDisposedException">The binding was disposed.</exception>
    /// <exception cref="InvalidOperationException">It is the backend's, another one in each run.</exception>
    public TensorMemory Memory
    {
        get
        {
            ThrowIfDisposed();
            return !IsOpen ? _memory! : throw new InvalidOperationException(
                $"{_model.Name}: the shape of {Display} does not follow from the symbols, so each run has memory of its own for it. "
                + "Copy it with CopyTo or ToArray.");
        }
    }

    /// <summary>Describes an input; <see cref="BindInput"/> allocates it.</summary>
    public static ResidentTensor OfInput(ModelDescriptor model, IInferenceSession session, ISessionBinding binding, int index) => new(
        model, session, binding, index, model.Inputs[index].Name, $"input {model.Inputs[index].Display}", model.Inputs[index].Element);

    /// <summary>Describes an output; <see cref="BindOutput"/> allocates it.</summary>
    public static ResidentTensor OfOutput(ModelDescriptor model, IInferenceSession session, ISessionBinding binding, int index) => new(
        model, session, binding, index, model.Outputs[index].Name, $"output '{model.Outputs[index].Name}'", model.Outputs[index].Element);

    /// <summary>Copies all elements into memory.</summary>
    public static void Write<T>(TensorMemory memory, ReadOnlySpan<T> source)
        where T : unmanaged
    {
        for (long offset = 0; !source.IsEmpty;)
        {
            ReadOnlySpan<byte> part = MemoryMarshal.AsBytes(source[..Math.Min(source.Length, MaxElementsAtOnce)]);
            memory.Write(offset, part);
            offset += part.Length;
            source = source[Math.Min(source.Length, MaxElementsAtOnce)..];
        }
    }

    /// <summary>Allocates and binds an input, zeroed.</summary>
    public void BindInput(in TensorShape shape)
    {
        Allocate(shape);
        _binding.SetInput(_index, _memory!, shape);
    }

    /// <summary>Allocates and binds an output whose shape is known, and leaves others to the backend.</summary>
    public void BindOutput(PlannedShape? plan, ReadOnlySpan<int> symbols)
    {
        if (KeyReader.TryShape(plan, symbols, out TensorShape shape))
        {
            Allocate(shape);
            _binding.SetOutput(_index, _memory!, shape);
        }
        else
        {
            LeaveOpen();
        }
    }

    /// <summary>
    /// Leaves an output to the backend. Memory that it had stays until disposal, because its address may have been handed on.
    /// </summary>
    public void LeaveOpen()
    {
        _binding.SetOutput(_index);
        _shape = default;
        IsOpen = true;
    }

    /// <summary>Forgets the shape that a run decided.</summary>
    public void Forget()
    {
        if (IsOpen)
        {
            _shape = default;
        }
    }

    /// <summary>Takes over the shape that a run decided.</summary>
    public void Fetch()
    {
        if (IsOpen)
        {
            _shape = _binding.GetOutputShape(_index);
        }
    }

    /// <summary>Copies all elements out.</summary>
    public void Read<T>(Span<T> destination)
        where T : unmanaged
    {
        if (IsOpen)
        {
            TensorBytes.RequireHost(_model, Display, Shape, ByteLength);
            _binding.CopyOutput(_index, MemoryMarshal.AsBytes(destination));
            return;
        }

        for (long offset = 0; !destination.IsEmpty;)
        {
            Span<byte> part = MemoryMarshal.AsBytes(destination[..Math.Min(destination.Length, MaxElementsAtOnce)]);
            _memory!.Read(offset, part);
            offset += part.Length;
            destination = destination[Math.Min(destination.Length, MaxElementsAtOnce)..];
        }
    }

    /// <summary>The error of a length that is not the tensor's.</summary>
    public TensorShapeException WrongLength<T>(long expected, long found, string other) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{_model.Name}: {Display} of shape {Shape} holds {expected} values of {typeof(T).Name}, and {other} has {found}."),
        _name);

    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, typeof(ModelDeviceBinding));

    /// <summary>The shape as text, also where there is none yet.</summary>
    public string Describe() => _shape.IsSupplied ? _shape.ToString() : "of a shape that runs decide";

    public void Dispose()
    {
        _isDisposed = true;
        _memory?.Dispose();
    }

    private void Allocate(in TensorShape shape)
    {
        _memory = TensorBytes.AllocateResident(_model, _session, Display, shape, TensorBytes.Of(_model, Display, _element, shape));
        _shape = shape;
    }
}
