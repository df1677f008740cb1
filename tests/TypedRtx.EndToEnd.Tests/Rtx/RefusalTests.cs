using TypedRtx.TensorRtRtx;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Rtx;

/// <summary>Machines on which TensorRT for RTX does not run, or says so.</summary>
[Collection(RtxProject.Name)]
public sealed class RefusalTests(RtxProject project)
{
    private static readonly float[] Answer = [-1, -2, -3];

    [Fact]
    public void Card_that_the_library_takes_runs_the_model()
    {
        using DoubleMachine machine = new();

        AssertRuns(machine.Auto, "TensorRT for RTX");
        machine.Double.AssertClean();
    }

    [Fact]
    public void Card_that_the_library_refuses_is_passed_over()
    {
        using DoubleMachine machine = new();
        machine.Double.Set("refuse_card", 1);

        AssertRuns(machine.Auto, "ONNX Runtime");
        Assert.Contains(machine.Logged("Information"), line =>
            line.Contains("TensorRT for RTX is not taken", StringComparison.Ordinal)
                && line.Contains("compute capability", StringComparison.Ordinal));
        Assert.Empty(machine.Logged("Warning"));
        machine.Double.AssertClean();
    }

    [Fact]
    public void Card_that_the_library_refuses_is_tried_by_name_and_both_reasons_are_told()
    {
        using DoubleMachine machine = new();
        machine.Double.Set("refuse_card", 1);
        machine.Double.Set("compute_capability", 90);

        BackendUnavailableException error = Assert.Throws<BackendUnavailableException>(() => project.Open("Fixed", machine.Named));

        Assert.Contains("was tried because ModelOptions.Backend names it, and failed", error.Message, StringComparison.Ordinal);
        Assert.Contains("does not run on a GPU of compute capability 9.0", error.Message, StringComparison.Ordinal);
        Assert.Contains("It had warned: TensorRT for RTX 1.6.1.120", error.Message, StringComparison.Ordinal);
        Assert.IsType<InferenceException>(error.InnerException);
        machine.Double.AssertClean();
    }

    [Fact]
    public void Card_that_the_library_doubts_runs_by_name_with_a_warning()
    {
        using DoubleMachine machine = new();
        machine.Double.Set("doubt_card", 1);

        AssertRuns(machine.Named, "TensorRT for RTX");
        Assert.Contains("tried all the same", Assert.Single(machine.Logged("Warning")), StringComparison.Ordinal);
        machine.Double.AssertClean();
    }

    [Fact]
    public void Card_that_the_library_doubts_is_passed_over_otherwise()
    {
        using DoubleMachine machine = new();
        machine.Double.Set("doubt_card", 1);

        AssertRuns(machine.Auto, "ONNX Runtime");
    }

    [Fact]
    public void Card_that_takes_no_engine_in_the_end_is_passed_over_with_a_warning()
    {
        using DoubleMachine machine = new();
        machine.Double.Set("refuse_engine", 1);

        AssertRuns(machine.Auto, "ONNX Runtime");
        Assert.Contains("failed, so it is not taken", Assert.Single(machine.Logged("Warning")), StringComparison.Ordinal);
        machine.Double.AssertClean();
    }

    [Theory]
    [InlineData("version", 10400, "version 1.4.0.120 is too old")]
    [InlineData("version", 20000, "version 2.0.0.120 is a new major version")]
    [InlineData("no_device", 1, "did not start")]
    [InlineData("device_count", 0, "sees no GPU")]
    public void Machine_that_lacks_something_says_what(string option, long value, string what)
    {
        using DoubleMachine machine = new();
        machine.Double.Set(option, value);

        AssertNamesAndGoesOn(machine, machine.Auto, what);
    }

    [Fact]
    public void Number_of_a_GPU_that_is_not_there_is_told()
    {
        using DoubleMachine machine = new();

        AssertNamesAndGoesOn(machine, machine.Auto with { DeviceIndex = 3 }, "There is no GPU 3: the driver has 1, numbered from 0.");
    }

    [Fact]
    public void Missing_driver_is_told()
    {
        using TempFolder folder = new();
        using DoubleMachine machine = new(cudaPath: folder.PathOf("libcuda.so.1"));

        AssertNamesAndGoesOn(machine, machine.Auto, "There is no NVIDIA driver");
    }

    [Fact]
    public void Missing_library_is_told_with_the_place_searched()
    {
        DoubleMachine.SkipWhereInstalled();
        using TempFolder folder = new();
        using DoubleMachine machine = new(library: folder.Path);

        AssertNamesAndGoesOn(machine, machine.Auto, $"{folder.Path}: no file named libtensorrt_rtx.so");
    }

    [Fact]
    public void Library_that_comes_later_is_found_by_name()
    {
        DoubleMachine.SkipWhereInstalled();
        using TempFolder folder = new();
        using DoubleMachine machine = new(library: folder.Path);
        AssertRuns(machine.Auto, "ONNX Runtime");
        foreach (string file in Directory.GetFiles(machine.Double.Folder, "libtensorrt*"))
        {
            File.CreateSymbolicLink(folder.PathOf(Path.GetFileName(file)), file);
        }

        AssertRuns(machine.Named, "TensorRT for RTX");
    }

    [Fact]
    public void Operator_that_the_library_does_not_have_goes_to_the_next_backend()
    {
        using DoubleMachine machine = new();
        using TypedModel model = project.Open("Unsupported", machine.Auto);

        Assert.Equal(-2f, (float)project.Call("RunUnsupported", model), 1e-5f);
        Assert.Equal("ONNX Runtime", model.BackendName);
        string warning = Assert.Single(machine.Logged("Warning"), line => line.Contains("failed, so it is not taken", StringComparison.Ordinal));
        Assert.Contains("Det, node 0 '/volume/Det'", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Operator_that_the_library_does_not_have_is_named()
    {
        using DoubleMachine machine = new();

        EngineBuildException error = Assert.Throws<EngineBuildException>(() => project.Open("Unsupported", machine.Named));

        Assert.Contains("Det, node 0 '/volume/Det'", error.Message, StringComparison.Ordinal);
        machine.Double.AssertClean();
    }

    private void AssertRuns(ModelOptions options, string backend)
    {
        using TypedModel model = project.Open("Fixed", options);

        Assert.Equal(Answer, project.Run("Fixed", model));
        Assert.Equal(backend, model.BackendName);
    }

    private void AssertNamesAndGoesOn(DoubleMachine machine, ModelOptions options, string what)
    {
        AssertRuns(options, "ONNX Runtime");
        Assert.Contains(machine.Logged("Information"), line =>
            line.Contains("TensorRT for RTX is not taken", StringComparison.Ordinal) && line.Contains(what, StringComparison.Ordinal));
        Assert.Empty(machine.Logged("Warning"));
        BackendUnavailableException error = Assert.Throws<BackendUnavailableException>(() =>
            project.Open("Fixed", options with { Backend = Backend.TensorRtRtx }));
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Empty(machine.Double.Violations);
    }
}
