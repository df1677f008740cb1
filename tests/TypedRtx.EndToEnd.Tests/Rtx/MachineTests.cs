using TypedRtx.TensorRtRtx;
using TypedRtx.TensorRtRtx.Interop;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Rtx;

/// <summary>What a process remembers of the library.</summary>
public sealed class MachineTests
{
    [Fact]
    public void Library_is_the_same_by_name_and_otherwise()
    {
        using RtxDouble twin = RtxDouble.Create();
        RtxMachine machine = new(twin.CudaPath);
        ModelOptions options = new() { NativeLibraryPath = twin.Folder };

        RtxLibrary? first = machine.FindLibrary(options, out _);

        Assert.NotNull(first);
        Assert.Same(first, machine.FindLibrary(options with { Backend = Backend.TensorRtRtx }, out _));
    }

    [Fact]
    public void Library_that_was_not_found_is_looked_for_again_by_name_alone()
    {
        DoubleMachine.SkipWhereInstalled();
        using RtxDouble twin = RtxDouble.Create();
        using TempFolder folder = new();
        RtxMachine machine = new(twin.CudaPath);
        ModelOptions options = new() { NativeLibraryPath = folder.Path };
        Assert.Null(machine.FindLibrary(options, out string missing));
        foreach (string file in Directory.GetFiles(twin.Folder, "libtensorrt*"))
        {
            File.CreateSymbolicLink(folder.PathOf(Path.GetFileName(file)), file);
        }

        Assert.Null(machine.FindLibrary(options, out string again));
        Assert.Equal(missing, again);
        Assert.NotNull(machine.FindLibrary(options with { Backend = Backend.TensorRtRtx }, out _));
    }
}
