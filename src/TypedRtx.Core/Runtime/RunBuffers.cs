using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TypedRtx.Backends;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>
/// A binding with memory for all inputs and outputs of one key. Leased while its outputs are in use; one that is never
/// returned is collected with everything it holds.
/// </summary>
internal sealed partial class RunBuffers : IDisposable
{
    private readonly ModelDescriptor _model;
    private readonly OutputShapes _shapes;
    private readonly ISessionBinding _binding;
    private readonly BoundInput?[] _inputs;
    private readonly BoundOutput?[] _outputs;
    private readonly OutputValue?[] _values;
    private bool _fetches;
    private int _boundVersion;
    private int _generation;

    private RunBuffers(
        ModelDescriptor model, IInferenceSession session, ISessionBinding binding, OutputShapes shapes, DimsEntry? owner)
    {
        _model = model;
        _binding = binding;
        _shapes = shapes;
        Owner = owner;
        _inputs =
        [
            .. model.Inputs.Select((input, i) => input.IsTensor && KeyReader.IsGiven(input, shapes.Key)
                ? new BoundInput(model, session, i, KeyReader.ShapeOf(model, input, shapes.Key))
                : null),
        ];
        _outputs =
        [
            .. model.Outputs.Select((output, i) => output is { IsTyped: true, IsTensor: true } ? new BoundOutput(model, session, i) : null),
        ];
        _values = new OutputValue?[_outputs.Length];
    }

    /// <summary>The pool entry that takes the buffers back; null for those of a binding.</summary>
    public DimsEntry? Owner { get; }

    /// <summary>Counts leases; a lease with another number is over.</summary>
    public int Generation => Volatile.Read(ref _generation);

    public ISessionBinding Binding => _binding;

    /// <summary>Makes buffers for a key, with the outputs bound whose shapes are known.</summary>
    public static RunBuffers Create(ModelDescriptor model, IInferenceSession session, OutputShapes shapes, DimsEntry? owner)
    {
        ISessionBinding binding = session.CreateBinding();
        try
        {
            RunBuffers buffers = new(model, session, binding, shapes, owner);
            buffers.BindOutputs();
            return buffers;
        }
        catch
        {
            binding.Dispose();
            throw;
        }
    }

    public BoundInput? Input(int index) => _inputs[index];

    /// <summary>Ends the lease with the given number; false when it was over already.</summary>
    public bool TryEndLease(int number) => Interlocked.CompareExchange(ref _generation, number + 1, number) == number;

    public void Run(CancellationToken cancellationToken)
    {
        while (!TryRun(cancellationToken))
        {
            BindOutputs();
        }

        if (_fetches)
        {
            Fetch();
        }
    }

    /// <summary>
    /// Called before a new lease begins: binds in place what runs of the same dims taught meanwhile. Frees the buffers when
    /// that fails.
    /// </summary>
    public void Renew()
    {
        if (_boundVersion == _shapes.Version)
        {
            return;
        }

        try
        {
            BindOutputs();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>An input's own memory, bound for the next run.</summary>
    public Span<T> OwnInput<T>(int index)
    {
        BoundInput input = _inputs[index]!;
        HostMemory memory = input.Own(_binding);
        return memory.Elements<T>((int)input.Shape.Length);
    }

    /// <summary>Copies a sequence, a map or an optional in, for this and later runs.</summary>
    public void SetValue(int index, InputValue value) => _binding.SetInput(index, value.Copy(_model, _model.Inputs[index]));

    /// <summary>A sequence, a map or an optional of the last run; null before the first.</summary>
    public OutputValue? Value(int index) => _values[index];

    public TensorView<T> Output<T>(int index)
    {
        BoundOutput output = _outputs[index]!;
        if (typeof(T) == typeof(string))
        {
            ReadOnlySpan<string> strings = output.Strings;
            return new TensorView<T>(
                MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<string, T>(ref MemoryMarshal.GetReference(strings)), strings.Length),
                output.Shape);
        }

        return new TensorView<T>(output.Memory!.Elements<T>((int)output.Shape.Length), output.Shape);
    }

    public bool HasOutput(int index) => _outputs[index] is { } output && (output.Memory is not null || output.Strings is not null);

    public void Dispose()
    {
        _binding.Dispose();
        foreach (BoundInput? input in _inputs)
        {
            input?.Dispose();
        }

        foreach (BoundOutput? output in _outputs)
        {
            output?.Dispose();
        }
    }

    private bool TryRun(CancellationToken cancellationToken)
    {
        try
        {
            _binding.Run(cancellationToken);
            return true;
        }
        catch (OutputShapeException) when (_shapes.Forget(_boundVersion))
        {
            // Data decides a shape that was learnt, or the model declares one that is not so: such outputs are left open.
            return false;
        }
    }

    private void BindOutputs()
    {
        // Read first: what changes while binding makes the next lease bind again.
        int version = _shapes.Version;
        _fetches = false;
        for (int i = 0; i < _outputs.Length; i++)
        {
            if (_outputs[i] is not { } output)
            {
                BindValue(i);
                continue;
            }

            if (_model.Outputs[i].Element != ElementType.String && _shapes.TryGet(i, out TensorShape shape))
            {
                output.Prebind(_binding, shape);
            }
            else
            {
                output.LeaveOpen(_binding);
                _fetches = true;
            }
        }

        _boundVersion = version;
    }

    private void BindValue(int index)
    {
        if (_model.Outputs[index].IsTyped)
        {
            _binding.SetOutput(index);
            _fetches = true;
        }
    }

    private void Fetch()
    {
        for (int i = 0; i < _outputs.Length; i++)
        {
            if (_outputs[i] is { } output)
            {
                output.Fetch(_binding);

                // The outputs just fetched stay as they are; the next lease writes in place.
                _shapes.Learn(i, output.Shape);
            }
            else if (_model.Outputs[i].IsTyped)
            {
                _values[i] = new OutputValue(_binding.GetOutputValue(i));
            }
        }
    }
}
