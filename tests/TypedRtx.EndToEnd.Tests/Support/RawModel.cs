using System.Text;
using TypedRtx.Benchmarks.Raw;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Support;

/// <summary>Runs a model through the bare C API, with values of any type. What fails here is not ours to answer for.</summary>
internal sealed unsafe class RawModel : IDisposable
{
    private readonly RawSession _session;
    private readonly RawLibrary _library;
    private readonly ModelSignature _signature;

    /// <summary>Opens a model file.</summary>
    /// <exception cref="RawException">ONNX Runtime does not take it.</exception>
    public RawModel(string path, ModelSignature signature)
    {
        _signature = signature;
        _session = new RawSession(path, hasSymbols: true);
        _library = _session.Library;
    }

    /// <summary>Runs with the inputs that are neither null nor absent, and gives all outputs.</summary>
    /// <exception cref="RawException">ONNX Runtime refused.</exception>
    public TestValue[] Run(IReadOnlyList<TestValue?> inputs)
    {
        int[] given = [.. Enumerable.Range(0, inputs.Count).Where(i => inputs[i] is not (null or TestAbsent))];
        using RawNames inputNames = new(given.Select(i => _signature.Inputs[i].Name));
        using RawNames outputNames = new(_signature.Outputs.Select(output => output.Name));
        nint[] values = new nint[given.Length];
        nint[] results = new nint[_signature.Outputs.Count];
        try
        {
            for (int i = 0; i < given.Length; i++)
            {
                values[i] = RawValues.Create(_library, inputs[given[i]]!, _signature.Inputs[given[i]].Type);
            }

            fixed (nint* first = values)
            fixed (nint* firstResult = results)
            {
                _library.Check(((delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)_library.Slot(9))(
                    _session.Pointer, 0, inputNames.Pointers, first, (nuint)values.Length, outputNames.Pointers, (nuint)results.Length, firstResult));
            }

            return [.. results.Select((value, i) => RawValues.Read(_library, value, _signature.Outputs[i].Type))];
        }
        finally
        {
            foreach (nint value in values.Concat(results).Where(value => value != 0))
            {
                ((delegate* unmanaged<nint, void>)_library.Slot(96))(value);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _session.Dispose();
}
