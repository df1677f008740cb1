using TypedRtx.Backends;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Kernels that are kept between starts.</summary>
public sealed class RuntimeCacheTests : DoubleTests
{
    [Fact]
    public void Kernels_are_kept_when_the_session_ends()
    {
        MemoryCache cache = new();

        RunOnce(cache);

        Assert.NotNull(cache["runtime-cache"]);
    }

    [Fact]
    public void Session_without_runs_keeps_nothing()
    {
        MemoryCache cache = new();

        Open(RunningModel.Add(), cache, "n=1..4..8").Dispose();

        Assert.Null(cache["runtime-cache"]);
    }

    [Fact]
    public void Kept_kernels_are_handed_to_the_library_before_the_first_context()
    {
        MemoryCache cache = new();
        RunOnce(cache);
        Double.Reset();

        using RunningModel model = Open(RunningModel.Add(), cache, "n=1..4..8");

        string[] calls = [.. Double.Calls];
        int given = Array.FindIndex(calls, call => call.Contains("VRuntimeCache.deserialize", StringComparison.Ordinal));
        int made = Array.FindIndex(calls, call => call.Contains("createExecutionContext", StringComparison.Ordinal));
        Assert.InRange(given, 0, made);
        Assert.True(model.Session.Engine.HasGeneralKernels);
    }

    [Fact]
    public void Kernels_that_the_library_refuses_are_replaced()
    {
        MemoryCache cache = new();
        RunOnce(cache);
        cache.Replace("runtime-cache", [1, 2, 3]);

        RunOnce(cache);

        // They may be right for the machine that wrote them.
        Assert.Empty(cache.Quarantined);
        Assert.NotEqual([1, 2, 3], cache["runtime-cache"]);
    }

    [Fact]
    public void Kernels_that_did_not_grow_are_not_written_again()
    {
        MemoryCache cache = new();
        RunOnce(cache);
        int writes = cache.Writes;

        RunOnce(cache);

        Assert.Equal(writes, cache.Writes);
    }

    [Fact]
    public void Savers_that_overlap_keep_what_both_compiled()
    {
        MemoryCache cache = new();
        using (RunningModel first = Open(RunningModel.Add(), cache, "n=1..4..8"))
        using (RunningModel second = Open(RunningModel.Add(), cache, "n=1..4..8"))
        {
            Run(first, 2);
            Run(second, 3);
        }

        MemoryCache both = new();
        using (RunningModel model = Open(RunningModel.Add(), both, "n=1..4..8"))
        {
            Run(model, 2);
            Run(model, 3);
        }

        Assert.Equal(both["runtime-cache"], cache["runtime-cache"]);
    }

    [Fact]
    public void Saver_that_has_nothing_new_leaves_what_another_saved()
    {
        MemoryCache cache = new();
        using (RunningModel first = Open(RunningModel.Add(), cache, "n=1..4..8"))
        {
            using (RunningModel second = Open(RunningModel.Add(), cache, "n=1..4..8"))
            {
                Run(second, 2);
                Run(second, 3);
            }

            byte[]? saved = cache["runtime-cache"];
            int writes = cache.Writes;
            Run(first, 2);
            first.Dispose();

            Assert.Equal(saved, cache["runtime-cache"]);
            Assert.Equal(writes, cache.Writes);
        }
    }

    [Fact]
    public void Library_that_gives_no_kernels_out_spoils_nothing()
    {
        MemoryCache cache = new();
        Double.Fail("VRuntimeCache.serialize", RtxDoubleFailure.Null, nth: 0);

        RunOnce(cache);

        Assert.Null(cache["runtime-cache"]);
    }

    private void RunOnce(MemoryCache cache)
    {
        using RunningModel model = Open(RunningModel.Add(), cache, "n=1..4..8");
        Run(model, 2);
    }

    private static void Run(RunningModel model, int length)
    {
        using ISessionBinding binding = model.Bind();
        using TensorMemory a = model.Memory(MemoryKind.Host, new float[length]);
        binding.SetInput(0, a, [length]);
        binding.SetInput(1, a, [length]);
        binding.SetOutput(0);
        binding.Run(CancellationToken.None);
    }
}
