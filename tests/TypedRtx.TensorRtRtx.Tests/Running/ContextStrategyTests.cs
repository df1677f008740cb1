namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>How contexts compile and record.</summary>
public sealed class ContextStrategyTests
{
    [Theory]
    [InlineData(Specialization.Lazy, CudaGraphs.WholeGraphCapture, true)]
    [InlineData(Specialization.Eager, CudaGraphs.Disabled, false)]
    public void Beside_sessions_for_lengths_general_contexts_record_and_compile_for_no_lengths(
        Specialization specialization, CudaGraphs graphs, bool records)
    {
        ModelOptions options = new() { Specialization = specialization, CudaGraphs = graphs };

        Assert.Equal(new(Specialization.None, records), RtxContextStrategy.Of(options, RtxContextKind.General, isBySession: true));
        Assert.Equal(new(Specialization.Eager, records), RtxContextStrategy.Of(options, RtxContextKind.Specialized, isBySession: true));
        Assert.Equal(new(Specialization.None, false), RtxContextStrategy.Of(options, RtxContextKind.Steps, isBySession: true));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Beside_sessions_for_lengths_runs_at_once_are_not_recorded(int? atOnce, bool records)
    {
        ModelOptions options = new() { MaxConcurrency = atOnce };

        Assert.Equal(new(Specialization.None, records), RtxContextStrategy.Of(options, RtxContextKind.General, isBySession: true));
        Assert.True(RtxContextStrategy.Of(options, RtxContextKind.Specialized, isBySession: true).RecordsGraphs);
    }

    [Theory]
    [InlineData(Specialization.Lazy)]
    [InlineData(Specialization.Eager)]
    [InlineData(Specialization.None)]
    public void Without_them_general_contexts_do_what_options_say(Specialization specialization)
    {
        ModelOptions options = new() { Specialization = specialization };

        Assert.Equal(new(specialization, true), RtxContextStrategy.Of(options, RtxContextKind.General, isBySession: false));
        Assert.Equal(new(Specialization.None, false), RtxContextStrategy.Of(options, RtxContextKind.Steps, isBySession: false));
    }
}
