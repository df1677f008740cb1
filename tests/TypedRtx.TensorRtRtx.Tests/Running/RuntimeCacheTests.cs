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
    }

    [Fact]
    public void Kernels_that_the_library_refuses_are_put_aside_and_replaced()
    {
        MemoryCache cache = new();
        RunOnce(cache);
        cache.Replace("runtime-cache", [1, 2, 3]);

        RunOnce(cache);

        Assert.StartsWith("TensorRT for RTX refused it: ", Assert.Single(cache.Quarantined), StringComparison.Ordinal);
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
        using ISessionBinding binding = model.Bind();
        using TensorMemory a = model.Memory(MemoryKind.Host, 1, 2);
        binding.SetInput(0, a, [2]);
        binding.SetInput(1, a, [2]);
        binding.SetOutput(0);
        binding.Run(CancellationToken.None);
    }
}
