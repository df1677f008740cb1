using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

/// <summary>Execution providers by name. The packaged library takes its own CPU provider that way, which computes for real.</summary>
public sealed class ExecutionProviderTests
{
    [Theory]
    [InlineData("CPU")]
    [InlineData("CPUExecutionProvider")]
    public void Model_runs_on_a_provider_by_name(string name)
    {
        ModelOptions options = new() { Backend = Backend.ExecutionProvider(name) };
        Assert.True(new OnnxRuntimeBackend().Verdict(RequestFor(options)).IsUsable);
        using OpenModel model = OpenModel.From(TestModels.Add(), options);
        Assert.Equal([4.0, 6.0], model.Run(TestTensor.Create([1f, 2f], 2), TestTensor.Create([3f, 4f], 2))[0].ToDoubles());
    }

    [Fact]
    public void Provider_that_the_build_lacks_is_an_error_that_says_so()
    {
        ModelOptions options = new() { Backend = Backend.ExecutionProvider("XNNPACK") };
        BackendVerdict verdict = new OnnxRuntimeBackend().Verdict(RequestFor(options));
        Assert.False(verdict.IsUsable);
        Assert.Contains("XNNPACK execution provider is not supported in this build", verdict.Reason, StringComparison.Ordinal);
        Assert.Throws<BackendUnavailableException>(() => OpenModel.From(TestModels.Add(), options));
    }

    [Fact]
    public void Name_that_the_library_does_not_know_is_an_error_that_lists_those_it_does()
    {
        BackendVerdict verdict = new OnnxRuntimeBackend().Verdict(RequestFor(new() { Backend = Backend.ExecutionProvider("Abacus") }));
        Assert.False(verdict.IsUsable);
        Assert.Contains("Unknown provider name 'Abacus'", verdict.Reason, StringComparison.Ordinal);
        Assert.Contains("'OpenVINO'", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Cuda_by_name_is_pointed_to_its_backend()
    {
        BackendVerdict verdict = new OnnxRuntimeBackend().Verdict(RequestFor(new() { Backend = Backend.ExecutionProvider("CUDA") }));
        Assert.False(verdict.IsUsable);
        Assert.Contains("Backend.Cuda", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Providers_claim_nothing_for_lengths_that_come_back()
    {
        OnnxRuntimeBackend backend = new();
        Assert.True(backend.SpecializesBySession(RequestFor(new())));
        Assert.False(backend.SpecializesBySession(RequestFor(new() { Backend = Backend.ExecutionProvider("CPU") })));
    }

    [Fact]
    public void Choices_are_equal_when_name_and_options_are()
    {
        Backend one = Backend.ExecutionProvider("QNN", new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });
        Backend same = Backend.ExecutionProvider("QNN", new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" });
        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, Backend.ExecutionProvider("QNN"));
        Assert.NotEqual(one, Backend.ExecutionProvider("QNN", new Dictionary<string, string> { ["a"] = "1", ["b"] = "3" }));
        Assert.NotEqual(Backend.Cpu, Backend.ExecutionProvider("Cpu"));
        Assert.Throws<ArgumentException>(() => Backend.ExecutionProvider(" "));
    }

    private static BackendRequest RequestFor(ModelOptions options)
    {
        byte[] bytes = TestModels.Add().ToBytes();
        using MemoryStream stream = new(bytes);
        return new(OpenModel.Describe(OnnxModelReader.Read(stream).Signature), ModelSource.FromBytes(bytes, "test.onnx"), options);
    }
}
