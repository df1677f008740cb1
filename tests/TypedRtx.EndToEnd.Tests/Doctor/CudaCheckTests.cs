using TypedRtx.Cli.Doctor;
using TypedRtx.OnnxRuntime;
using TypedRtx.OnnxRuntime.Tests.Cuda;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Doctor;

/// <summary>What <c>typedrtx doctor</c> says of ONNX Runtime on CUDA, with doubles of the driver and of the provider.</summary>
[Collection("Double of CUDA")]
public sealed class CudaCheckTests : IDisposable
{
    private readonly OrtCudaDouble _double = new();

    private string Library => _double.Environment.Library.Location;

    public void Dispose() => _double.Dispose();

    [Fact]
    public void Provider_that_loads_is_told_with_its_gpus()
    {
        Finding finding = Run(gpus: 1);

        Assert.Equal(FindingState.Works, finding.State);
        Assert.Equal(
            [
                $"version {_double.Environment.Library.Version.Text}, its CUDA provider loads: {Path.Combine(_double.Folder, OrtCudaProvider.FileName)}",
                "runs models on GPU 0",
            ],
            finding.Lines);
        Assert.Empty(finding.Advice);
    }

    [Fact]
    public void Gpu_that_cannot_be_used_is_told_beside_those_that_can()
    {
        Finding finding = Run(gpus: 2);

        Assert.Equal(FindingState.Doubtful, finding.State);
        Assert.Equal(["runs models on GPU 0", "There is no GPU 1: the driver has 1, numbered from 0."], finding.Lines.Skip(1));
    }

    [Fact]
    public void Provider_that_does_not_load_is_told_in_the_words_of_the_loader()
    {
        _double.LoadFailure = "libcudnn.so.9: cannot open shared object file";
        Finding finding = Run(gpus: 1);

        Assert.Equal(FindingState.Missing, finding.State);
        Assert.Contains(
            "did not load its CUDA provider: libcudnn.so.9: cannot open shared object file.", Assert.Single(finding.Lines), StringComparison.Ordinal);
        Assert.Equal(InstallAdvice.OnnxRuntimeCuda, finding.Advice);
    }

    [Fact]
    public void Library_without_its_provider_beside_it_is_told_with_the_file_that_is_missing()
    {
        string provider = Path.Combine(_double.Folder, OrtCudaProvider.FileName);
        File.Delete(provider);
        Finding finding = Run(gpus: 1);

        Assert.Equal(FindingState.Missing, finding.State);
        Assert.Contains($"has no CUDA provider beside it: there is no {provider}.", Assert.Single(finding.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Driver_that_does_not_start_is_told()
    {
        _double.Driver.Fail("cuInit", RtxDoubleFailure.Error);
        Finding finding = Run(gpus: 0);

        Assert.Equal(FindingState.Missing, finding.State);
        Assert.StartsWith("The NVIDIA driver in ", Assert.Single(finding.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Library_that_is_missing_is_not_looked_into()
    {
        Finding finding = CudaCheck.Run(new OrtCudaMachine(_double.Driver.CudaPath, _double.Environment), library: null, gpus: 1);

        Assert.Equal(FindingState.Missing, finding.State);
        Assert.Equal(["ONNX Runtime itself is not there, see above."], finding.Lines);
    }

    private Finding Run(int gpus) =>
        CudaCheck.Run(new OrtCudaMachine(_double.Driver.CudaPath, _double.Environment), Library, gpus);
}
