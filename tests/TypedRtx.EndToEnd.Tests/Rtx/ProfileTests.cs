namespace TypedRtx.EndToEnd.Tests.Rtx;

/// <summary>A model with two declared profiles: batch 1 to 4, and 1 to 16.</summary>
[Collection(RtxProject.Name)]
public sealed class ProfileTests(RtxProject project)
{
    [Fact]
    public void Every_length_inside_runs_right_on_one_engine()
    {
        using DoubleMachine machine = new();
        using (TypedModel model = project.Open("Chat", machine.Named))
        {
            foreach (int batch in new[] { 1, 2, 4, 5, 16, 3 })
            {
                AssertRuns(model, batch);
            }
        }

        Assert.Equal(2, machine.Builds);
        machine.Double.AssertClean();
    }

    [Fact]
    public void Tightest_profile_is_chosen()
    {
        using DoubleMachine machine = new();
        using TypedModel model = project.Open("Chat", machine.Named);
        AssertRuns(model, 16);
        long changes = Changes(machine);

        // The large profile holds 2 as well, and the small one is the tighter.
        AssertRuns(model, 2);

        Assert.Equal(changes + 1, Changes(machine));
    }

    [Fact]
    public void Lengths_outside_every_profile_are_refused_with_each_reason()
    {
        using DoubleMachine machine = new();
        using TypedModel model = project.Open("Chat", machine.Auto);

        TensorShapeException error = Assert.Throws<TensorShapeException>(() => project.Run("Chat", model, 17));

        Assert.Contains(
            "batch = 17 lie outside the optimization profiles, and TensorRT for RTX runs lengths inside a profile alone", error.Message, StringComparison.Ordinal);
        Assert.Contains("in profile 'small' 'batch' is 1 to 4, not 17", error.Message, StringComparison.Ordinal);
        Assert.Contains("in profile 'large' 'batch' is 1 to 16, not 17", error.Message, StringComparison.Ordinal);
        AssertRuns(model, 16);
    }

    [Fact]
    public void Chosen_profile_alone_counts()
    {
        using DoubleMachine machine = new();
        OptimizationProfile small = (OptimizationProfile)project.Call("get_Small");
        using TypedModel model = project.Open("Chat", machine.Named with { Profile = small });

        AssertRuns(model, 4);

        TensorShapeException error = Assert.Throws<TensorShapeException>(() => project.Run("Chat", model, 5));
        Assert.Contains("ModelOptions.Profile asks for it", error.Message, StringComparison.Ordinal);
        Assert.Contains(machine.Logged("Information"), line => line.Contains("for small: batch=1..2..4,", StringComparison.Ordinal));
    }

    private static long Changes(DoubleMachine machine) => machine.Double.CallCount("VExecutionContext.setOptimizationProfileAsync");

    private void AssertRuns(TypedModel model, int batch) =>
        Assert.Equal([.. Enumerable.Range(1, batch * 3).Select(i => i * 11f)], project.Run("Chat", model, batch));
}
