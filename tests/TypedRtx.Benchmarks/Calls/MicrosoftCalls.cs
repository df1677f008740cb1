#if MICROSOFT_WRAPPER
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TypedRtx.Benchmarks.Measuring;

namespace TypedRtx.Benchmarks.Calls;

/// <summary>The same call through Microsoft's C# API, in the three ways that it offers.</summary>
internal sealed class MicrosoftCalls : IDisposable
{
    private static readonly string[] Names = ["a", "b"];
    private static readonly string[] OutputNames = ["sum"];
    private static readonly long[] Shape = [1, 3];

    private readonly float[] _a = [1, 2, 3];
    private readonly float[] _b = [10, 20, 30];
    private readonly float[] _sum = new float[3];
    private readonly SessionOptions _options = new();
    private readonly RunOptions _runOptions = new();
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _boundA;
    private readonly OrtValue _boundB;
    private readonly OrtValue _boundSum;

    public MicrosoftCalls(string path)
    {
        // The same threads as everyone else here.
        _options.DisablePerSessionThreads();
        _session = new InferenceSession(path, _options);
        _boundA = OrtValue.CreateTensorValueFromMemory(_a, Shape);
        _boundB = OrtValue.CreateTensorValueFromMemory(_b, Shape);
        _boundSum = OrtValue.CreateTensorValueFromMemory(_sum, Shape);
        _binding = _session.CreateIoBinding();
        _binding.BindInput("a", _boundA);
        _binding.BindInput("b", _boundB);
        _binding.BindOutput("sum", _boundSum);
        Contenders =
        [
            new("Microsoft: `RunWithBinding`", Bound),
            new("Microsoft: `Run` of `OrtValue`s made once", OrtValues),
            new("Microsoft: `Run` of `OrtValue`s made per call", OrtValuesPerCall),
            new("Microsoft: `Run` of `NamedOnnxValue`s", NamedValues),
        ];
    }

    public IReadOnlyList<Contender> Contenders { get; }

    public void Dispose()
    {
        _binding.Dispose();
        _boundA.Dispose();
        _boundB.Dispose();
        _boundSum.Dispose();
        _session.Dispose();
        _runOptions.Dispose();
        _options.Dispose();
    }

    private void Bound(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _session.RunWithBinding(_runOptions, _binding);
        }
    }

    private void OrtValues(int times)
    {
        OrtValue[] values = [_boundA, _boundB];
        for (int i = 0; i < times; i++)
        {
            using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(_runOptions, Names, values, OutputNames);
        }
    }

    private void OrtValuesPerCall(int times)
    {
        for (int i = 0; i < times; i++)
        {
            using OrtValue a = OrtValue.CreateTensorValueFromMemory(_a, Shape);
            using OrtValue b = OrtValue.CreateTensorValueFromMemory(_b, Shape);
            using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(_runOptions, Names, [a, b], OutputNames);
        }
    }

    private void NamedValues(int times)
    {
        for (int i = 0; i < times; i++)
        {
            using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = _session.Run(
            [
                NamedOnnxValue.CreateFromTensor("a", new DenseTensor<float>(_a, [1, 3])),
                NamedOnnxValue.CreateFromTensor("b", new DenseTensor<float>(_b, [1, 3])),
            ]);
        }
    }
}
#endif
