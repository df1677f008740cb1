using TypedRtx.Backends;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Sessions for lengths, which share an engine with the general one.</summary>
public sealed class SpecializedSessionTests : DoubleTests
{
    private const string Profile = "n=1..4..8";

    [Fact]
    public void Sessions_share_one_engine_and_one_cache_and_the_last_closes_them()
    {
        RunningModel model = Open(RunningModel.Add(), Profile);
        RtxSession first = model.Specialize();
        RtxSession second = model.Specialize();

        Assert.Equal(
            (1, 1, 1, 3),
            (Double.Live("VRuntime"), Double.Live("VCudaEngine"), Double.Live("VRuntimeCache"), Double.Live("VExecutionContext")));
        model.Dispose();
        first.Dispose();
        Run(second, 2);
        second.Dispose();
        Assert.Empty(Double.Alive);
    }

    [Fact]
    public void General_session_compiles_for_no_lengths_and_a_specialised_one_in_its_first_run()
    {
        using RunningModel model = Open(RunningModel.Add(), Profile);
        long before = Double.CallCount("compile");
        Run(model.Session, 2);
        Assert.Equal(before, Double.CallCount("compile"));

        using RtxSession specialized = model.Specialize();
        Run(specialized, 2);
        Run(specialized, 2);
        Assert.Equal(before + 1, Double.CallCount("compile"));
    }

    [Fact]
    public void Results_are_the_same()
    {
        using RunningModel model = Open(RunningModel.Add(), Profile);
        using RtxSession specialized = model.Specialize();

        Assert.Equal(Run(model.Session, 5), Run(specialized, 5));
    }

    [Fact]
    public void Freed_session_frees_its_context_while_bindings_live()
    {
        using RunningModel model = Open(RunningModel.Add(), Profile);
        RtxSession specialized = model.Specialize();
        using ISessionBinding binding = specialized.CreateBinding();
        Assert.Equal(2, Double.Live("VExecutionContext"));

        specialized.Dispose();
        Assert.Equal(1, Double.Live("VExecutionContext"));
    }

    [Fact]
    public void Size_is_that_of_the_context_and_of_what_host_tensors_go_through()
    {
        using RunningModel model = Open(RunningModel.Add(), Profile);
        using RtxSession specialized = model.Specialize();
        long context = specialized.ByteLength;
        Run(specialized, 5);

        Assert.NotEqual(0, context);
        Assert.Equal(context + (3 * 5 * sizeof(float)), specialized.ByteLength);
        Assert.Equal(Device.TotalMemory, specialized.AvailableMemory);
    }

    [Theory]
    [InlineData(ContextMemory.Static, "VCudaEngine.getDeviceMemorySizeV2")]
    [InlineData(ContextMemory.OnProfileChange, "VCudaEngine.getDeviceMemorySizeForProfileV2")]
    public void Size_of_a_context_is_asked_as_its_memory_is_taken(ContextMemory memory, string call)
    {
        using RunningModel model = Open(RunningModel.Add(), new ModelOptions { ContextMemory = memory }, Profile);

        Assert.NotEqual(0, model.Session.ByteLength);
        Assert.Equal(1, Double.CallCount(call));
    }

    [Fact]
    public void Kernels_are_saved_once_a_session_compiled()
    {
        MemoryCache cache = new();
        using RunningModel model = Open(RunningModel.Add(), cache, Profile);
        for (int i = 0; i < 3; i++)
        {
            Run(model.Session, 2);
        }

        SpinWait.SpinUntil(() => cache["runtime-cache"] is not null, TimeSpan.FromSeconds(30));
        int before = cache["runtime-cache"]!.Length;
        using RtxSession specialized = model.Specialize();

        // The fourth run saves by its number, the fifth does not.
        Run(model.Session, 2);
        Run(specialized, 2);
        Assert.True(
            SpinWait.SpinUntil(() => cache["runtime-cache"]!.Length > before, TimeSpan.FromSeconds(30)), "The new kernel was not saved.");
    }

    [Fact]
    public void Engine_whose_shapes_follow_from_values_has_no_sessions_for_lengths()
    {
        using RunningModel model = Open(RunningModel.Reshape(), "n=1..4..8");

        Assert.False(model.Session.Engine.SpecializesBySession);
        Assert.Equal(Specialization.Lazy, model.Session.Engine.StrategyOf(RtxContextKind.General).Specialization);
        Assert.Contains("follow from values", Assert.Throws<InferenceException>(model.Specialize).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("VCudaEngine.createRuntimeConfig")]
    [InlineData("VRuntimeConfig.setCudaGraphStrategy")]
    [InlineData("VRuntimeConfig.setRuntimeCache")]
    [InlineData("VCudaEngine.createExecutionContextWithRuntimeConfig")]
    [InlineData("cuStreamCreate")]
    public void Session_that_cannot_be_made_leaves_the_others(string call)
    {
        using RunningModel model = Open(RunningModel.Add(), Profile);
        Double.Fail(call, RtxDoubleFailure.OutOfMemory);
        Assert.Throws<InferenceException>(model.Specialize);

        Run(model.Session, 2);
        using RtxSession second = model.Specialize();
        Run(second, 2);
    }

    private static float[] Run(RtxSession session, int length)
    {
        float[] values = [.. Enumerable.Range(1, length).Select(i => (float)i)];
        using ISessionBinding binding = session.CreateBinding();
        using TensorMemory a = session.Allocate(MemoryKind.Host, length * sizeof(float));
        using TensorMemory y = session.Allocate(MemoryKind.Host, length * sizeof(float));
        a.Write(0, System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        binding.SetInput(0, a, [length]);
        binding.SetInput(1, a, [length]);
        binding.SetOutput(0, y, [length]);
        binding.Run(CancellationToken.None);
        float[] results = RunningModel.Floats(y, length);
        Assert.Equal([.. values.Select(value => 2 * value)], results);
        return results;
    }
}
