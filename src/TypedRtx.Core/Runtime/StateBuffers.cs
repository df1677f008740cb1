using TypedRtx.Backends;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>
/// One tensor of a state, twice: a step reads one block and writes the other, then they change places. Nothing of it is
/// copied between steps but what the model itself copies.
/// </summary>
internal sealed class StateBuffers
{
    private readonly ModelDescriptor _model;
    private readonly StatePair _pair;
    private readonly PlannedShape _before;
    private readonly PlannedShape _after;
    private readonly int _elementSize;
    private HostMemory _current;
    private HostMemory _next;

    /// <summary>Allocates both blocks, zeroed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pair">The input and the output.</param>
    /// <param name="symbols">The symbols, those that grow at their largest.</param>
    public StateBuffers(ModelDescriptor model, StatePair pair, ReadOnlySpan<int> symbols)
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
        _current = TensorBytes.Allocate(model, display, largest, byteLength);
        _next = TensorBytes.Allocate(model, display, largest, byteLength);
    }

    /// <summary>Binds what a step reads and writes.</summary>
    public void Bind(ISessionBinding binding, ReadOnlySpan<int> symbols)
    {
        binding.SetInput(_pair.Input, _current, ShapeOf(_before, symbols));
        binding.SetOutput(_pair.Output, _next, ShapeOf(_after, symbols));
    }

    /// <summary>Makes what a step wrote what the next one reads.</summary>
    public void Swap() => (_current, _next) = (_next, _current);

    /// <summary>Makes it what it was at first.</summary>
    public void Clear() => _current.Bytes.Clear();

    /// <summary>The input that it is.</summary>
    public int Input => _pair.Input;

    /// <summary>Takes over what a tensor holds.</summary>
    public void Write<T>(scoped TensorView<T> value, ReadOnlySpan<int> symbols) =>
        value.CopyTo(_current.Elements<T>((int)ShapeOf(_before, symbols).Length));

    /// <summary>Takes over what another one holds.</summary>
    public void CopyFrom(StateBuffers other, ReadOnlySpan<int> symbols)
    {
        int length = checked((int)(ShapeOf(_before, symbols).Length * _elementSize));
        other._current.Bytes[..length].CopyTo(_current.Bytes);
    }

    /// <summary>Keeps the first positions along the axis that grows.</summary>
    /// <param name="symbols">The symbols before the cut.</param>
    /// <param name="length">How many to keep.</param>
    public void Cut(ReadOnlySpan<int> symbols, int length)
    {
        ReadOnlySpan<int> dimensions = ShapeOf(_before, symbols).Dimensions;
        int blocks = 1;
        foreach (int dimension in dimensions[.._pair.Axis])
        {
            blocks *= dimension;
        }

        long position = _elementSize;
        foreach (int dimension in dimensions[(_pair.Axis + 1)..])
        {
            position *= dimension;
        }

        int from = checked((int)(position * dimensions[_pair.Axis]));
        int to = (int)(position * length);
        Span<byte> bytes = _current.Bytes;
        for (int block = 1; block < blocks; block++)
        {
            bytes.Slice(block * from, to).CopyTo(bytes[(block * to)..]);
        }
    }

    private TensorShape ShapeOf(PlannedShape plan, ReadOnlySpan<int> symbols) => KeyReader.TryShape(plan, symbols, out TensorShape shape)
        ? shape
        : throw SymbolErrors.Impossible(_model, _model.Inputs[_pair.Input], symbols);
}
