using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

/// <summary>Specialised sessions of one model use its weights together, wherever they lie.</summary>
public sealed class SharedWeightsTests : IDisposable
{
    private const int Size = 64;
    private readonly TempFolder _folder = new();
    private readonly float[] _weights = [.. Enumerable.Range(0, Size * Size).Select(i => (i % 13) - 6f)];

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(false, 3)]
    [InlineData(true, 0)]
    [InlineData(true, 1)]
    public void Specialised_sessions_compute_what_the_general_one_does(bool isFile, int shift)
    {
        // Names of different lengths move the weights in the file, so that they lie aligned or not.
        byte[] bytes = Model(new string('m', 1 + shift));
        ModelSource source = ModelSource.FromBytes(bytes, "test.onnx");
        if (isFile)
        {
            string path = Path.Combine(_folder.Path, "test.onnx");
            File.WriteAllBytes(path, bytes);
            source = ModelSource.FromFile(path);
        }

        BackendRequest request = RequestOf(bytes, source);
        OnnxRuntimeBackend backend = new();
        using BackendArtefact artefact = backend.Prepare(request, null, CancellationToken.None);
        using IInferenceSession general = backend.Open(artefact, request, [], CancellationToken.None);
        using IInferenceSession two = backend.Open(artefact, request, [2], CancellationToken.None);
        using IInferenceSession three = backend.Open(artefact, request, [3], CancellationToken.None);

        Assert.True(backend.SpecializesBySession(request));
        Assert.Equal(Run(general, 2), Run(two, 2));
        Assert.Equal(Run(general, 3), Run(three, 3));
    }

    [Fact]
    public void Weights_outlive_the_first_session_and_go_with_the_last()
    {
        byte[] bytes = Model("m");
        BackendRequest request = RequestOf(bytes, ModelSource.FromBytes(bytes, "test.onnx"));
        OnnxRuntimeBackend backend = new();
        using BackendArtefact artefact = backend.Prepare(request, null, CancellationToken.None);
        IInferenceSession first = backend.Open(artefact, request, [2], CancellationToken.None);
        float[] expected = Run(first, 2);
        IInferenceSession second = backend.Open(artefact, request, [3], CancellationToken.None);
        first.Dispose();
        Run(second, 3);
        second.Dispose();
        using IInferenceSession third = backend.Open(artefact, request, [2], CancellationToken.None);

        Assert.Equal(expected, Run(third, 2));
        Assert.True(third.ByteLength > Size * Size * sizeof(float));
    }

    public void Dispose() => _folder.Dispose();

    private static BackendRequest RequestOf(byte[] bytes, ModelSource source)
    {
        using MemoryStream stream = new(bytes);
        ModelSignature signature = OnnxModelReader.Read(stream).Signature;
        return new BackendRequest(OpenModel.Describe(signature), source, new ModelOptions { Backend = Backend.Cpu });
    }

    private static float[] Run(IInferenceSession session, int rows)
    {
        using ISessionBinding binding = session.CreateBinding();
        float[] x = [.. Enumerable.Range(0, rows * Size).Select(i => i % 7 / 7f)];
        Bindings.SetInput(binding, 0, TestTensor.Create(x, rows, Size));
        binding.SetOutput(0);
        binding.Run(CancellationToken.None);
        return Bindings.GetOutput(binding, 0, ElementType.Float32).AsSpan<float>().ToArray();
    }

    private byte[] Model(string name) => new OnnxModelBuilder(name)
        .Input("x", ElementType.Float32, "n", Size)
        .Output("y", ElementType.Float32, "n", Size)
        .Initializer("w", _weights, Size, Size)
        .Node("MatMul", ["x", "w"], ["y"])
        .ToBytes();
}
