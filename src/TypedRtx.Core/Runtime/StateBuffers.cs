using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TypedRtx.Backends;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>
/// One tensor of a state, twice, where the session keeps such tensors: a step reads one block and writes the other, then they
/// change places. Nothing of it is copied between steps but what the model itself copies.
/// </summary>
internal sealed class StateBuffers : IDisposable
{
    private readonly ModelDescriptor _model;
    private readonly StatePair _pair;
    private readonly PlannedShape _before;
    private readonly PlannedShape _after;
    private readonly int _elementSize;
    private TensorMemory _current;
    private TensorMemory _next;

    /// <summary>Allocates both blocks, zeroed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="session">The session whose bindings take them.</param>
    /// <param name="pair">The input and the output.</param>
    /// <param name="symbols">The symbols, those that grow at their largest.</param>
    public StateBuffers(ModelDescriptor model, IInferenceSession session, StatePair pair, ReadOnlySpan<int> symbols)
    {
        _model = model;
        _pair = pair;
        _before = model.Plan.Inputs[pair.Input]!;
        _after = model.Plan.Outputs[pair.Output]!;
        ElementType element = model.Inputs[pair.Input].Element;
        _elementSize = ElementTypes.BitsOf(element) / 8;
        TensorShape largest = ShapeOf(_before, symbols);
        string display = $"the state of input {model.Inputs[pair.Input].Display}";
        long byteLength = TensorBytes.Of(model, display, element, largest);
        _current = TensorBytes.AllocateResident(model, session, display, largest, byteLength);
        try
        {
            _next = TensorBytes.AllocateResident(model, session, display, largest, byteLength);
        }
        catch
        {
            _current.Dispose();
            throw;
        }
    }

    /// <summary>The input that it is.</summary>
    public int Input => _pair.Input;

    /// <summary>Binds what a step reads and writes.</summary>
    public void Bind(ISessionBinding binding, ReadOnlySpan<int> symbols)
    {
        binding.SetInput(_pair.Input, _current, ShapeOf(_before, symbols));
        binding.SetOutput(_pair.Output, _next, ShapeOf(_after, symbols));
    }

    /// <summary>Makes what a step or a cut wrote what the next step reads.</summary>
    public void Swap() => (_current, _next) = (_next, _current);

    /// <summary>Makes it what it was at first.</summary>
    public void Clear() => _current.Clear();

    /// <summary>Takes over what a tensor holds.</summary>
    public void Write<T>(scoped TensorView<T> value, ReadOnlySpan<int> symbols)
    {
        if (_current is HostMemory host)
        {
            value.CopyTo(host.Elements<T>((int)ShapeOf(_before, symbols).Length));
            return;
        }

        ReadOnlySpan<T> dense = value.TryGetDense(out ReadOnlySpan<T> found) ? found : value.ToArray();
        ref byte first = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(dense));
        _current.Write(0, MemoryMarshal.CreateReadOnlySpan(ref first, checked(dense.Length * _elementSize)));
    }

    /// <summary>Takes over what another one holds.</summary>
    public void CopyFrom(StateBuffers other, ReadOnlySpan<int> symbols) =>
        other._current.CopyTo(_current, MemoryRows.Single(ShapeOf(_before, symbols).Length * _elementSize));

    /// <summary>Writes the first positions along the axis that grows to the other block; <see cref="Swap"/> takes them over.</summary>
    /// <param name="symbols">The symbols before the cut.</param>
    /// <param name="length">How many to keep.</param>
    public void Cut(ReadOnlySpan<int> symbols, int length)
    {
        ReadOnlySpan<int> dimensions = ShapeOf(_before, symbols).Dimensions;
        long rows = 1;
        foreach (int dimension in dimensions[.._pair.Axis])
        {
            rows *= dimension;
        }

        long position = _elementSize;
        foreach (int dimension in dimensions[(_pair.Axis + 1)..])
        {
            position *= dimension;
        }

        long kept = position * length;
        _current.CopyTo(_next, new MemoryRows(rows, kept, position * dimensions[_pair.Axis], kept));
    }

    /// <summary>Frees both blocks, where they are not the garbage collector's.</summary>
    public void Dispose()
    {
        _current.Dispose();
        _next.Dispose();
    }

    private TensorShape ShapeOf(PlannedShape plan, ReadOnlySpan<int> symbols) => KeyReader.TryShape(plan, symbols, out TensorShape shape)
        ? shape
        : throw SymbolErrors.Impossible(_model, _model.Inputs[_pair.Input], symbols);
}
