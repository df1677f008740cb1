using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Rtx;

/// <summary>A model with a free length that declares no profile.</summary>
[Collection(RtxProject.Name)]
public sealed class WideningTests(RtxProject project)
{
    [Fact]
    public void First_run_has_an_engine_built_and_lengths_outside_a_wider_one()
    {
        using DoubleMachine machine = new();
        using (TypedModel model = project.Open("Sum", machine.Named))
        {
            // The engine of 2 goes up to 16, that of 17 up to 128.
            Assert.Equal([1, 1, 1, 2, 2, 2], [.. new[] { 2, 9, 16, 17, 3, 60 }.Select(batch => Builds(machine, model, batch))]);
            Assert.Equal("TensorRT for RTX", model.BackendName);
        }

        machine.Double.AssertClean();
    }

    [Fact]
    public void Next_start_knows_the_lengths()
    {
        using DoubleMachine machine = new();
        using (TypedModel first = project.Open("Sum", machine.Named))
        {
            AssertRuns(first, 2);
        }

        long builds = machine.Builds;
        using TypedModel second = project.Open("Sum", machine.Named);
        AssertRuns(second, 15);

        Assert.Equal(builds, machine.Builds);
        Assert.Contains(machine.Logged("Information"), line =>
            line.Contains("an earlier start saw lengths in [batch=1..2..16]", StringComparison.Ordinal));
    }

    [Fact]
    public void Next_backend_answers_until_the_engine_takes_over()
    {
        using DoubleMachine machine = new();
        using (TypedModel model = project.Open("Sum", machine.Auto))
        {
            machine.Double.Fail("VBuilder.buildSerializedNetwork", RtxDoubleFailure.Hang);
            AssertRuns(model, 2);
            Assert.True(machine.Double.WaitForHang(TimeSpan.FromMinutes(1)));
            AssertRuns(model, 5);
            Assert.Equal("ONNX Runtime", model.BackendName);

            machine.Double.Release();
            WaitFor("TensorRT for RTX", model);
            AssertRuns(model, 5);
            AssertRuns(model, 16);
            Assert.Equal("TensorRT for RTX", model.BackendName);
        }

        machine.Double.AssertClean();
        Assert.Empty(machine.Logged("Warning"));
    }

    [Fact]
    public void Next_backend_keeps_answering_where_no_engine_can_be_built()
    {
        using DoubleMachine machine = new();
        using (TypedModel model = project.Open("Sum", machine.Auto))
        {
            machine.Double.Fail("VBuilder.buildSerializedNetwork", RtxDoubleFailure.OutOfMemory, nth: 0);
            AssertRuns(model, 2);
            SpinWait.SpinUntil(() => machine.Logged("Warning").Any(), TimeSpan.FromMinutes(1));
            AssertRuns(model, 2);
            Assert.Equal("ONNX Runtime", model.BackendName);
        }

        Assert.Contains("The next backend keeps answering", Assert.Single(machine.Logged("Warning")), StringComparison.Ordinal);
        machine.Double.AssertClean();
    }

    [Fact]
    public void Model_disposed_while_its_engine_is_built_leaves_nothing()
    {
        using DoubleMachine machine = new();
        using (TypedModel model = project.Open("Sum", machine.Auto))
        {
            AssertRuns(model, 2);
        }

        machine.Double.AssertClean();
    }

    // How many engines of the model are built once it ran; the probe's is none.
    private long Builds(DoubleMachine machine, TypedModel model, int batch)
    {
        AssertRuns(model, batch);
        return machine.Builds - 1;
    }

    private static void WaitFor(string backend, TypedModel model) =>
        Assert.True(SpinWait.SpinUntil(() => model.BackendName == backend, TimeSpan.FromMinutes(1)), "The engine did not take over in time.");

    private void AssertRuns(TypedModel model, int batch) =>
        Assert.Equal([.. Enumerable.Range(1, batch * 3).Select(i => i * 11f)], project.Run("Sum", model, batch));
}
