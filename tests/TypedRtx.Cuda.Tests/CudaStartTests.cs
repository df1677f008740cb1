using TypedRtx.TestKit;

namespace TypedRtx.Cuda.Tests;

/// <summary>What is said of drivers that are there and yet of no use.</summary>
public sealed class CudaStartTests
{
    [Fact]
    public void Driver_and_device_are_described()
    {
        using RtxDouble twin = RtxDouble.Create();

        CudaLibrary? cuda = CudaLibrary.TryLoad(twin.CudaPath, out string reason);

        Assert.Equal($"NVIDIA driver for CUDA 12.8 from {twin.CudaPath}, 1 GPU.", reason);
        CudaDevice device = cuda!.TryGetDevice(0, out _)!;
        Assert.Equal("8.6", device.Capability.ToString());
        Assert.Equal(8L << 30, device.TotalMemory);
        Assert.NotEqual("", device.Name);
    }

    [Fact]
    public void Driver_without_GPU_says_so()
    {
        using RtxDouble twin = RtxDouble.Create();
        twin.Set("no_device", 1);

        Assert.Null(CudaLibrary.TryLoad(twin.CudaPath, out string reason));

        Assert.Contains("CUDA_ERROR_NO_DEVICE", reason, StringComparison.Ordinal);
        Assert.Contains("CUDA_VISIBLE_DEVICES", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(803, "restart the machine")]
    [InlineData(804, "compatibility package")]
    [InlineData(802, "fabric manager")]
    [InlineData(46, "for itself")]
    public void Driver_that_does_not_start_comes_with_advice(int code, string advice)
    {
        using RtxDouble twin = RtxDouble.Create();
        twin.Set("cuda_error_code", code);
        twin.Fail("cuInit", RtxDoubleFailure.Error);

        Assert.Null(CudaLibrary.TryLoad(twin.CudaPath, out string reason));

        Assert.StartsWith($"The NVIDIA driver in {twin.CudaPath} did not start: ", reason, StringComparison.Ordinal);
        Assert.Contains(advice, reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Device_that_is_not_there_says_how_many_are(int index)
    {
        using RtxDouble twin = RtxDouble.Create();
        CudaLibrary cuda = CudaLibrary.TryLoad(twin.CudaPath, out _)!;

        Assert.Null(cuda.TryGetDevice(index, out string reason));

        Assert.Equal($"There is no GPU {index}: the driver has 1, numbered from 0.", reason);
    }

    [Fact]
    public void Device_that_is_not_described_says_why()
    {
        using RtxDouble twin = RtxDouble.Create();
        CudaLibrary cuda = CudaLibrary.TryLoad(twin.CudaPath, out _)!;
        twin.Fail("cuDeviceGetName", RtxDoubleFailure.Null);

        Assert.Null(cuda.TryGetDevice(0, out string reason));

        Assert.StartsWith("The NVIDIA driver does not describe GPU 0: ", reason, StringComparison.Ordinal);
    }
}
