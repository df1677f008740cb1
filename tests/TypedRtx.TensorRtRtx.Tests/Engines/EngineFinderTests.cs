using System.Text;
using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

public sealed class EngineFinderTests : DoubleTests
{
    private const string Build = "VBuilder.buildSerializedNetwork";

    [Fact]
    public void Engine_is_built_under_its_lock_and_kept()
    {
        LockingCache cache = new();
        Get(cache);

        Assert.Equal(1, cache.Locks);
        Assert.True(cache.IsReleased);
        Assert.NotNull(cache.Inner["engine"]);
        Assert.Contains(Double.Calls, call => call.Contains(Build, StringComparison.Ordinal));
    }

    [Fact]
    public void Engine_that_another_process_built_while_this_one_waited_is_taken()
    {
        LockingCache cache = new() { MadeByAnother = "engine of another process" };

        Assert.Equal(cache.MadeByAnother.Length, Get(cache));
        Assert.DoesNotContain(Double.Calls, call => call.Contains(Build, StringComparison.Ordinal));
    }

    [Fact]
    public void Engine_that_is_kept_takes_no_lock()
    {
        LockingCache cache = new();
        Get(cache);
        Get(cache);

        Assert.Equal(1, cache.Locks);
    }

    [Fact]
    public void Lock_that_is_not_to_be_had_in_time_does_not_keep_from_building()
    {
        LockingCache cache = new() { IsHeldForEver = true };

        Assert.True(Get(cache) > 0);
    }

    private long Get(ICacheStore cache)
    {
        byte[] bytes = RunningModel.Add().ToBytes();
        using MemoryStream stream = new(bytes);
        OptimizationProfile profile = new("main", [SymbolRange.Parse("n=1..4..8")]);
        ModelDescriptor descriptor = new(
            "Model",
            "model.onnx",
            "model.onnx",
            ModelDelivery.External,
            typeof(EngineFinderTests).Assembly,
            OnnxModelReader.Read(stream).Signature.ToString(),
            ["a", "b"],
            ["y"],
            ["n"],
            [profile]);
        BackendRequest request = new(descriptor, ModelSource.FromBytes(bytes, "model.onnx"), new ModelOptions()) { Cache = cache };
        using EngineBytes engine = EngineFinder.Get(Library, request, _ => null, null, TestContext.Current.CancellationToken).Engine;
        return engine.ByteLength;
    }

    // Another process may make the entry before the lock is had.
    private sealed class LockingCache : ICacheStore
    {
        public MemoryCache Inner { get; } = new();

        public string? MadeByAnother { get; init; }

        public bool IsHeldForEver { get; init; }

        public int Locks { get; private set; }

        public bool IsReleased { get; private set; }

        public CacheEntry? Read(CacheKey key) => Inner.Read(key);

        public bool Write(CacheKey key, Action<Stream> write)
        {
            Assert.False(IsReleased);
            return Inner.Write(key, write);
        }

        public void Quarantine(CacheKey key, string reason) => Inner.Quarantine(key, reason);

        public IDisposable? Lock(CacheKey key, TimeSpan timeout, CancellationToken cancellationToken)
        {
            Assert.InRange(timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
            Locks++;
            if (MadeByAnother is not null)
            {
                Inner.Write(key, stream => stream.Write(Encoding.UTF8.GetBytes(MadeByAnother)));
            }

            return IsHeldForEver ? null : new Held(this);
        }

        private sealed class Held(LockingCache cache) : IDisposable
        {
            public void Dispose() => cache.IsReleased = true;
        }
    }
}
