using System.Text;
using TypedRtx.Benchmarks.Raw;
using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Shapes;

/// <summary>
/// Runs a model for the shapes of its outputs. Nothing is optimised or laid out anew: the graph runs as the file has it,
/// and a session of hundreds of megabytes opens in a moment because its weights stay in the file.
/// </summary>
internal sealed unsafe class ShapeSession : IDisposable
{
    private readonly RawLibrary _library = RawLibrary.Shared;
    private readonly EquatableArray<ValueSignature> _inputs;
    private readonly string[] _outputs;
    private readonly nint _session;

    /// <summary>Opens a model file, to run it for the outputs of its signature.</summary>
    /// <exception cref="RawException">ONNX Runtime does not take it.</exception>
    public ShapeSession(string path, ModelSignature signature)
        : this(path, signature, signature.Outputs.Select(output => output.Name))
    {
    }

    /// <summary>Opens a model file, to run it for outputs that its signature need not name.</summary>
    /// <exception cref="RawException">ONNX Runtime does not take it.</exception>
    public ShapeSession(string path, ModelSignature signature, IEnumerable<string> outputs)
        : this(signature, outputs) => _session = Open(options =>
        {
            nint session;
            byte[] name = OperatingSystem.IsWindows() ? Encoding.Unicode.GetBytes(path + '\0') : Encoding.UTF8.GetBytes(path + '\0');
            fixed (byte* text = name)
            {
                _library.Check(((delegate* unmanaged<nint, void*, nint, nint*, nint>)_library.Slot(7))(
                    _library.Environment, text, options, &session));
            }

            return session;
        });

    /// <summary>Opens a model in memory.</summary>
    /// <exception cref="RawException">ONNX Runtime does not take it.</exception>
    public ShapeSession(byte[] model, ModelSignature signature)
        : this(signature, signature.Outputs.Select(output => output.Name)) => _session = Open(options =>
        {
            nint session;
            fixed (byte* bytes = model)
            {
                _library.Check(((delegate* unmanaged<nint, void*, nuint, nint, nint*, nint>)_library.Slot(8))(
                    _library.Environment, bytes, (nuint)model.Length, options, &session));
            }

            return session;
        });

    private ShapeSession(ModelSignature signature, IEnumerable<string> outputs)
    {
        _inputs = signature.Inputs;
        _outputs = [.. outputs];
    }

    /// <summary>Runs with the inputs that are neither null nor absent. Gives null for an output that is no tensor.</summary>
    /// <exception cref="RawException">ONNX Runtime refused.</exception>
    public long[]?[] Run(IReadOnlyList<TestValue?> inputs) => Run(inputs, value => Read(value, ShapeOf));

    /// <summary>Runs likewise for the element types of the outputs.</summary>
    /// <exception cref="RawException">ONNX Runtime refused.</exception>
    public ElementType?[] RunForTypes(IReadOnlyList<TestValue?> inputs) => Run(inputs, value => Read<ElementType?>(value, TypeOf));

    /// <inheritdoc />
    public void Dispose() => ((delegate* unmanaged<nint, void>)_library.Slot(95))(_session);

    private T[] Run<T>(IReadOnlyList<TestValue?> inputs, Func<nint, T> read)
    {
        int[] given = [.. Enumerable.Range(0, inputs.Count).Where(i => inputs[i] is not (null or TestAbsent))];
        using RawNames inputNames = new(given.Select(i => _inputs[i].Name));
        using RawNames outputNames = new(_outputs);
        nint[] values = new nint[given.Length];
        nint[] results = new nint[_outputs.Length];
        try
        {
            for (int i = 0; i < given.Length; i++)
            {
                values[i] = RawValues.Create(_library, inputs[given[i]]!, _inputs[given[i]].Type);
            }

            fixed (nint* first = values)
            fixed (nint* firstResult = results)
            {
                _library.Check(((delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)_library.Slot(9))(
                    _session, 0, inputNames.Pointers, first, (nuint)values.Length, outputNames.Pointers, (nuint)results.Length, firstResult));
            }

            return [.. results.Select(read)];
        }
        finally
        {
            foreach (nint value in values.Concat(results).Where(value => value != 0))
            {
                ((delegate* unmanaged<nint, void>)_library.Slot(96))(value);
            }
        }
    }

    private nint Open(Func<nint, nint> create)
    {
        nint options;
        _library.Check(((delegate* unmanaged<nint*, nint>)_library.Slot(10))(&options));
        try
        {
            _library.Check(((delegate* unmanaged<nint, int, nint>)_library.Slot(23))(options, 0));
            _library.Check(((delegate* unmanaged<nint, nint>)_library.Slot(17))(options));
            _library.Check(((delegate* unmanaged<nint, nint>)_library.Slot(120))(options));
            fixed (byte* key = "session.disable_prepacking"u8)
            fixed (byte* value = "1"u8)
            {
                _library.Check(((delegate* unmanaged<nint, byte*, byte*, nint>)_library.Slot(130))(options, key, value));
            }

            return create(options);
        }
        finally
        {
            ((delegate* unmanaged<nint, void>)_library.Slot(100))(options);
        }
    }

    private T? Read<T>(nint value, Func<nint, T> read)
    {
        int isTensor = 0;
        if (value != 0)
        {
            _library.Check(((delegate* unmanaged<nint, int*, nint>)_library.Slot(50))(value, &isTensor));
        }

        if (isTensor == 0)
        {
            return default;
        }

        nint info;
        _library.Check(((delegate* unmanaged<nint, nint*, nint>)_library.Slot(65))(value, &info));
        try
        {
            return read(info);
        }
        finally
        {
            ((delegate* unmanaged<nint, void>)_library.Slot(99))(info);
        }
    }

    private long[] ShapeOf(nint info)
    {
        nuint rank;
        _library.Check(((delegate* unmanaged<nint, nuint*, nint>)_library.Slot(61))(info, &rank));
        long[] dimensions = new long[rank];
        fixed (long* first = dimensions)
        {
            _library.Check(((delegate* unmanaged<nint, long*, nuint, nint>)_library.Slot(62))(info, first, rank));
        }

        return dimensions;
    }

    private ElementType? TypeOf(nint info)
    {
        int number;
        _library.Check(((delegate* unmanaged<nint, int*, nint>)_library.Slot(60))(info, &number));
        return (ElementType)number;
    }
}
