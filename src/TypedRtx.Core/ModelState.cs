using TypedRtx.Backends;
using TypedRtx.Runtime;

namespace TypedRtx;

/// <summary>
/// What a model hands from one run to the next: the key/value caches of a decoder, the hidden state of a recurrent network.
/// It stays where the backend wants it, on the GPU if the model runs there; a step reads one block of memory and writes another.
/// Belongs to one thread at a time.
/// </summary>
public abstract partial class ModelState : IDisposable, ITensorOutputs
{
    private readonly ModelRuntime _runtime;
    private readonly ISessionBinding _binding;
    private readonly StateBuffers[] _buffers;
    private readonly StepMemory[] _inputs;
    private readonly StepMemory[] _outputs;
    private readonly bool[] _isState;
    private readonly bool[] _isGiven;
    private readonly bool[] _isOpen;
    private readonly int[] _lengths;
    private readonly int[] _key;
    private int _lengthAfter;
    private bool _isDisposed;

    /// <summary>Allocates a state that holds nothing.</summary>
    /// <param name="model">The model.</param>
    /// <param name="capacity">The most positions that it holds; 0 where nothing grows.</param>
    /// <param name="lengths">One entry per free symbol: the length of those that stay as they are, -1 of others.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is not 1 or more.</exception>
    /// <exception cref="TensorShapeException">A length is negative, or the state takes more memory than there can be.</exception>
    /// <exception cref="InferenceException">The state takes more memory than there is.</exception>
    protected ModelState(TypedModel model, int capacity, scoped ReadOnlySpan<int> lengths)
        : this(model?.Runtime ?? throw new ArgumentNullException(nameof(model)), capacity, lengths.ToArray())
    {
    }

    /// <summary>Copies a state.</summary>
    /// <param name="source">The state to copy.</param>
    protected ModelState(ModelState source)
        : this((source ?? throw new ArgumentNullException(nameof(source))).RequireRuntime(), source.Capacity, source._lengths)
    {
        Length = source.Length;
        Span<int> symbols = stackalloc int[_lengths.Length];
        SymbolsAt(Length, symbols);
        try
        {
            for (int i = 0; i < _buffers.Length; i++)
            {
                _buffers[i].CopyFrom(source._buffers[i], symbols);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private ModelState(ModelRuntime runtime, int capacity, int[] lengths)
    {
        runtime.ThrowIfDisposed();
        ModelDescriptor model = runtime.Model;
        _runtime = runtime;
        _lengths = lengths;
        foreach (int symbol in model.States.FixedSymbols.AsSpan())
        {
            if (lengths[symbol] < 0)
            {
                SymbolErrors.ThrowNegative(model, symbol, lengths[symbol]);
            }
        }

        if (model.States.GrowthSymbols.Count > 0)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        }

        Capacity = capacity;
        Span<int> symbols = stackalloc int[lengths.Length];
        SymbolsAt(capacity, symbols);
        IInferenceSession session = runtime.Session;
        _key = new int[model.KeyLength];
        _inputs = [.. model.Inputs.Select(input => new StepMemory(model, session, $"input {input.Display}", input.Element))];
        _outputs = [.. model.Outputs.Select(output => new StepMemory(model, session, $"output '{output.Name}'", output.Element))];
        _isState = [.. Enumerable.Range(0, _outputs.Length).Select(model.States.HoldsOutput)];
        _isGiven = new bool[_inputs.Length];
        _isOpen = new bool[_outputs.Length];
        _binding = runtime.CreateStepBinding(model.States.GrowthSymbols.Count > 0);
        StateBuffers[] buffers = new StateBuffers[model.States.Pairs.Count];
        int made = 0;
        try
        {
            for (; made < buffers.Length; made++)
            {
                buffers[made] = new StateBuffers(model, session, model.States.Pairs[made], symbols);
            }
        }
        catch
        {
            _binding.Dispose();
            Free(buffers.AsSpan(0, made));
            throw;
        }

        _buffers = buffers;
    }

    /// <summary>How many positions the state holds: 0 at first, more with every step. Stays 0 where nothing grows.</summary>
    public int Length { get; private set; }

    /// <summary>The most positions that the state holds; 0 where nothing grows.</summary>
    public int Capacity { get; }

    /// <summary>Makes the state what it was at first: empty, and zero where it does not grow.</summary>
    /// <exception cref="ObjectDisposedException">The state was disposed.</exception>
    public void Reset()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Length = 0;
        foreach (StateBuffers buffer in _buffers)
        {
            buffer.Clear();
        }
    }

    /// <summary>Frees the native part and the memory on a device. What was read of outputs stays readable.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the native part and the memory on a device.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _binding.Dispose();
            Free(_buffers);
            Free(_inputs);
            Free(_outputs);
        }
    }

    /// <summary>Forgets all positions but the first; for states that grow in every part.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or more than the state holds.</exception>
    /// <exception cref="ObjectDisposedException">The state was disposed.</exception>
    protected void RewindTo(int length)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        if (length == Length)
        {
            return;
        }

        Span<int> symbols = stackalloc int[_lengths.Length];
        SymbolsAt(Length, symbols);
        foreach (StateBuffers buffer in _buffers)
        {
            buffer.Cut(symbols, length);
        }

        // All parts together, so that a copy that fails changes nothing.
        foreach (StateBuffers buffer in _buffers)
        {
            buffer.Swap();
        }

        Length = length;
    }

    private static void Free(ReadOnlySpan<IDisposable> parts)
    {
        foreach (IDisposable part in parts)
        {
            part.Dispose();
        }
    }

    private ModelRuntime RequireRuntime()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _runtime;
    }

    private void SymbolsAt(int length, Span<int> symbols)
    {
        _lengths.CopyTo(symbols);
        foreach (int symbol in _runtime.Model.States.GrowthSymbols.AsSpan())
        {
            symbols[symbol] = length;
        }
    }
}
