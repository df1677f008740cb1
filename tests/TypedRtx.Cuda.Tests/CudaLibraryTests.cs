using System.Runtime.InteropServices;
using TypedRtx.TestKit;

namespace TypedRtx.Cuda.Tests;

public sealed class CudaLibraryTests
{
    [Fact]
    public void Machine_without_driver_is_told_so()
    {
        Assert.SkipWhen(NativeLibrary.TryLoad(CudaLibrary.FileName, out _), "This machine has a CUDA driver.");

        Assert.Null(CudaLibrary.TryLoad(null, out string reason));

        Assert.StartsWith("There is no NVIDIA driver: ", reason, StringComparison.Ordinal);
        Assert.Contains(CudaLibrary.FileName, reason, StringComparison.Ordinal);
        Assert.EndsWith("Install NVIDIA's driver.", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_no_library_is_told_with_its_path()
    {
        using TempFolder folder = new();
        string path = folder.Write("libcuda.so.1", "text");

        Assert.Null(CudaLibrary.TryLoad(path, out string reason));

        Assert.Contains(path, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Library_without_the_functions_is_told_the_first_missing_one()
    {
        string name = OperatingSystem.IsWindows() ? "coreclr.dll" : "libSystem.Native.so";
        string path = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), name);
        Assert.SkipUnless(File.Exists(path), $"There is no {path} here.");

        Assert.Null(CudaLibrary.TryLoad(path, out string reason));

        Assert.Contains("has no function cuInit", reason, StringComparison.Ordinal);
    }
}
