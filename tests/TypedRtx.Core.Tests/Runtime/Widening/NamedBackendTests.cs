using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.TestKit;
using TypedRtx.Tests.Caching;

namespace TypedRtx.Tests.Runtime.Widening;

public sealed class NamedBackendTests : IDisposable
{
    private readonly WideningModel _model = new();

    [Fact]
    public void Loading_builds_nothing_and_the_first_run_builds_once()
    {
        AnyModel model = _model.Named();
        Assert.Empty(_model.Gpu.Prepared);

        WideningModel.Run(model, 1, 5);
        WideningModel.Run(model, 1, 5);
        WideningModel.Run(model, 4, 32);

        Assert.Equal(["a=1..1..8, b=1..5..32"], _model.Gpu.Prepared);
        Assert.Equal("GPU", model.BackendName);
        Assert.Equal(0, _model.Cpu.Prepared);
    }

    [Fact]
    public void Lengths_outside_widen_and_the_old_engine_goes()
    {
        AnyModel model = _model.Named();
        WideningModel.Run(model, 1, 5);
        WideningModel.Run(model, 2, 100);
        WideningModel.Run(model, 1, 5);

        Assert.Equal(["a=1..1..8, b=1..5..32", "a=1..2..16, b=1..100..512"], _model.Gpu.Prepared);
        Assert.Equal([true, false], _model.Gpu.Sessions.Select(session => session.IsDisposed));
        Assert.Equal(
            [
                "Information Any: GPU is taken: it is there",
                "Information Any on GPU: the model has free lengths, declares no optimization profile, and none is remembered from an earlier "
                + "start; the first run decides.",
                "Information Any on GPU: an engine for [a=1..1..8, b=1..5..32] is loaded or built, because a run has a = 1, b = 5; runs that "
                + "need it wait.",
                "Information Any on GPU: the engine for [a=1..1..8, b=1..5..32] answers after 0.0 s.",
                "Information Any on GPU: an engine for [a=1..2..16, b=1..100..512] is loaded or built, because a run has a = 2, b = 100, outside "
                + "[a=1..1..8, b=1..5..32]; runs that need it wait.",
                "Information Any on GPU: the engine for [a=1..2..16, b=1..100..512] answers after 0.0 s.",
            ],
            _model.Logger.Lines.Select(line => System.Text.RegularExpressions.Regex.Replace(line, "[0-9.]+ s\\.$", "0.0 s.")));
    }

    [Fact]
    public void Failure_of_the_build_is_the_runs_and_the_next_run_tries_again()
    {
        InferenceException failure = new("out of memory");
        _model.Gpu.Failure = profile => profile.Contains(1, 100) ? failure : null;
        AnyModel model = _model.Named();
        WideningModel.Run(model, 1, 5);

        Assert.Same(failure, Assert.Throws<InferenceException>(() => WideningModel.Run(model, 1, 100)));
        Assert.Same(failure, Assert.Throws<InferenceException>(() => WideningModel.Run(model, 1, 100)));
        WideningModel.Run(model, 1, 5);
        Assert.Equal(3, _model.Gpu.Prepared.Count);
        _model.Gpu.Failure = _ => null;
        WideningModel.Run(model, 1, 100);
    }

    [Fact]
    public void Engine_that_refuses_what_its_profile_holds_is_an_error()
    {
        _model.Gpu.RefusesAll = true;
        AnyModel model = _model.Named();

        Assert.Equal(
            "Any: the engine of GPU refuses a = 1, b = 5, which its profile holds: a=1..1..8, b=1..5..32.",
            Assert.Throws<InferenceException>(() => WideningModel.Run(model, 1, 5)).Message);
        Assert.Single(_model.Gpu.Prepared);
    }

    [Fact]
    public async Task Runs_wait_for_one_build_and_each_gives_up_by_itself()
    {
        _model.Gpu.Gate.Reset();
        AnyModel model = _model.Named();
        using CancellationTokenSource cancellation = new();
        Task[] runs =
        [
            .. Enumerable.Range(0, 8).Select(i => Task.Run(() => WideningModel.Run(model, 1, 5 + i), TestContext.Current.CancellationToken)),
        ];
        using AnyModel.Binding binding = model.Bind(1, 6);
        Task cancelled = Task.Run(() => binding.Run(cancellation.Token), TestContext.Current.CancellationToken);
        _model.Gpu.Waits.Wait(TestContext.Current.CancellationToken);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.DoesNotContain(runs, run => run.IsCompleted);
        _model.Gpu.Gate.Set();
        await Task.WhenAll(runs);
        Assert.Equal(1, _model.Gpu.MostBuilding);
        Assert.InRange(_model.Gpu.Prepared.Count, 1, 2);
    }

    [Fact]
    public async Task Disposal_cancels_the_build_and_ends_the_runs_that_wait()
    {
        _model.Gpu.Gate.Reset();
        AnyModel model = _model.Named();
        Task run = Task.Run(() => WideningModel.Run(model, 1, 5), TestContext.Current.CancellationToken);
        _model.Gpu.Waits.Wait(TestContext.Current.CancellationToken);

        model.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => run);
        Assert.Equal(0, _model.Gpu.ArtefactsAlive);
        Assert.DoesNotContain(_model.Logger.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public void Steady_runs_allocate_nothing()
    {
        AnyModel model = _model.Named();
        float[,] x = new float[2, 4];
        using AnyModel.Binding binding = model.Bind(3, 7);
        model.Run<float>(x).Dispose();
        binding.Run(TestContext.Current.CancellationToken);

        Assert.Equal(0, Allocations.Of(() => model.Run<float>(x).Dispose()));
        Assert.Equal(0, Allocations.Of(() => binding.Run(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Runs_of_many_threads_that_widen_are_all_right()
    {
        AnyModel model = _model.Named();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            Random random = new(thread);
            for (int i = 0; i < 200; i++)
            {
                WideningModel.Run(model, random.Next(1, 20), random.Next(1, 300));
            }
        })));

        Assert.Equal(1, _model.Gpu.MostBuilding);
        Assert.InRange(_model.Gpu.Prepared.Count, 1, 10);
    }

    [Fact]
    public void Lengths_are_remembered_and_the_next_start_builds_for_them_at_load()
    {
        using CacheFolder cache = new();
        _model.Cache = cache.Store;
        AnyModel first = _model.Named();
        WideningModel.Run(first, 1, 5);
        WideningModel.Run(first, 1, 100);
        first.Dispose();

        AnyModel second = _model.Named();
        Assert.Equal("a=1..1..8, b=1..100..512", _model.Gpu.Prepared.Last());
        WideningModel.Run(second, 8, 512);
        Assert.Equal(3, _model.Gpu.Prepared.Count);
        Assert.Contains(
            "Information Any on GPU: an earlier start saw lengths in [a=1..1..8, b=1..100..512]; an engine for them is loaded or built.",
            _model.Logger.Lines);
    }

    [Fact]
    public void Remembered_lengths_that_cannot_be_built_for_are_forgotten()
    {
        using CacheFolder cache = new();
        _model.Cache = cache.Store;
        AnyModel first = _model.Named();
        WideningModel.Run(first, 1, 100);
        first.Dispose();
        _model.Gpu.Failure = profile => profile.Contains(1, 100) ? new InferenceException("out of memory") : null;

        AnyModel second = _model.Named();
        WideningModel.Run(second, 1, 5);
        Assert.Equal("a=1..1..8, b=1..5..32", _model.Gpu.Prepared.Last());
        Assert.Contains(
            "Warning Any on GPU: no engine for the lengths of an earlier start [a=1..1..8, b=1..100..512]: out of memory The first run decides.",
            _model.Logger.Lines);
    }

    [Theory]
    [InlineData("a=1..2")]
    [InlineData("a=1..2\nc=1..2")]
    [InlineData("a=1..2\nb=5..2")]
    [InlineData("")]
    public void Remembered_text_that_is_no_profile_of_the_model_is_put_aside(string text)
    {
        using CacheFolder cache = new();
        _model.Cache = cache.Store;
        CacheKey key = CacheFolder.Key(
            ModelIdentity.Of(_model.Source).Hash(TestContext.Current.CancellationToken), "derived-profile", "backend=GPU");
        cache.Write(text, key);

        _model.Named();
        Assert.Empty(_model.Gpu.Prepared);
        Assert.Single(cache.Quarantined());
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3, 4 }, false)]
    [InlineData(new byte[] { 3, 2, 1 }, true)]
    public void Model_file_that_changed_is_not_built_from(byte[] changed, bool keepsTime)
    {
        using TempFolder folder = new();
        string path = folder.Write("any.onnx", [1, 2, 3]);
        DateTime written = File.GetLastWriteTimeUtc(path);
        using WideningModel model = new() { Source = TypedRtx.Runtime.ModelSource.FromFile(path) };
        AnyModel loaded = model.Named();
        WideningModel.Run(loaded, 1, 5);

        // Longer than the steps in which systems count the time of change.
        Thread.Sleep(20);
        File.WriteAllBytes(path, changed);
        if (keepsTime)
        {
            File.SetLastWriteTimeUtc(path, written);
        }

        Assert.Contains(
            "was changed or removed after it was loaded",
            Assert.Throws<ModelFileException>(() => WideningModel.Run(loaded, 1, 100)).Message,
            StringComparison.Ordinal);
        WideningModel.Run(loaded, 1, 5);
    }

    [Fact]
    public void Model_without_free_symbols_is_opened_at_load()
    {
        BackendRequest request = new(
            AnyModel.Describe("input \"x\" float32[2]", "output \"y\" float32[2]"), _model.Source, new ModelOptions());

        Assert.False(TypedRtx.Runtime.Widening.WideningSession.IsNeeded(request, _model.Gpu));
    }

    public void Dispose() => _model.Dispose();
}
