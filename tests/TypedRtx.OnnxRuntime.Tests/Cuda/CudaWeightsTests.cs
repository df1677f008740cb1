using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests.Cuda;

/// <summary>Weights lie on the GPU once, whatever sessions there are.</summary>
public sealed class CudaWeightsTests : CudaDoubleTests
{
    private const int Size = 64;
    private static readonly float[] Weights = [.. Enumerable.Range(0, Size * Size).Select(i => (i % 13) - 6f)];

    [Theory]
    [InlineData(Specialization.Lazy, 1)]
    [InlineData(Specialization.Eager, 1)]
    [InlineData(Specialization.None, 0)]
    public void Sessions_share_weights_where_there_may_be_several(Specialization specialization, int uploads)
    {
        BackendRequest request = Request(specialization);
        using BackendArtefact artefact = Double.Backend.Prepare(request, null, CancellationToken.None);
        using IInferenceSession general = Double.Backend.Open(artefact, request, [], CancellationToken.None);
        Assert.Equal(uploads, Double.Driver.CallCount("cuMemcpyHtoDAsync_v2"));
        using IInferenceSession two = Double.Backend.Open(artefact, request, [2], CancellationToken.None);
        using IInferenceSession three = Double.Backend.Open(artefact, request, [3], CancellationToken.None);
        Assert.Equal(uploads, Double.Driver.CallCount("cuMemAlloc_v2"));

        Assert.Equal(Run(general, 2), Run(two, 2));
        Assert.Equal(Run(general, 3), Run(three, 3));
    }

    [Fact]
    public void Weights_outlive_the_model_with_its_last_session()
    {
        BackendRequest request = Request(Specialization.Lazy);
        BackendArtefact artefact = Double.Backend.Prepare(request, null, CancellationToken.None);
        IInferenceSession general = Double.Backend.Open(artefact, request, [], CancellationToken.None);
        float[] expected = Run(general, 2);
        IInferenceSession two = Double.Backend.Open(artefact, request, [2], CancellationToken.None);
        artefact.Dispose();
        general.Dispose();
        Assert.Equal(expected, Run(two, 2));
        Assert.Equal(1, Double.Driver.Live("memory"));
        two.Dispose();
        Assert.Equal(0, Double.Driver.Live("memory"));
    }

    [Fact]
    public void No_room_for_weights_is_an_error_that_says_how_much_was_wanted()
    {
        BackendRequest request = Request(Specialization.Lazy);
        using BackendArtefact artefact = Double.Backend.Prepare(request, null, CancellationToken.None);
        Double.Driver.Fail("cuMemAlloc_v2", RtxDoubleFailure.OutOfMemory);
        InferenceException error = Assert.Throws<InferenceException>(
            () => Double.Backend.Open(artefact, request, [], CancellationToken.None));
        Assert.Contains("allocate 16384 bytes", error.Message, StringComparison.Ordinal);
    }

    private static BackendRequest Request(Specialization specialization)
    {
        byte[] bytes = new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "n", Size)
            .Output("y", ElementType.Float32, "n", Size)
            .Initializer("w", Weights, Size, Size)
            .Node("MatMul", ["x", "w"], ["y"])
            .ToBytes();
        using MemoryStream stream = new(bytes);
        ModelSignature signature = OnnxModelReader.Read(stream).Signature;
        return new BackendRequest(
            OpenModel.Describe(signature), ModelSource.FromBytes(bytes, "test.onnx"), Options with { Specialization = specialization });
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
}
