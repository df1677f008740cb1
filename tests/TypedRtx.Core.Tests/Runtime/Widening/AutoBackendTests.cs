using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.TestKit;
using TypedRtx.Tests.Caching;

namespace TypedRtx.Tests.Runtime.Widening;

public sealed class AutoBackendTests : IDisposable
{
    private readonly WideningModel _model = new();

    [Fact]
    public void Next_backend_answers_until_the_engine_is_there()
    {
        _model.Gpu.Gate.Reset();
        AnyModel model = _model.Auto();
        Assert.Equal(0, _model.Cpu.Prepared);

        WideningModel.Run(model, 1, 5);
        WideningModel.Run(model, 1, 5);
        Assert.Equal("CPU", model.BackendName);
        Assert.Equal(2, _model.Cpu.Engine.Runs);
        Assert.Equal(0, _model.Gpu.Engine.Runs);

        _model.Gpu.Gate.Set();
        WideningModel.RunUntilAnswered(model, "GPU", 1, 5);
        int before = _model.Cpu.Engine.Runs;
        WideningModel.Run(model, 1, 5);
        Assert.Equal(before, _model.Cpu.Engine.Runs);
        Assert.Equal(1, _model.Cpu.Engine.SessionsDisposed);
        Assert.Equal(_model.Cpu.Engine.BindingsCreated, _model.Cpu.Engine.BindingsDisposed);
    }

    [Fact]
    public void Lengths_outside_are_answered_by_the_next_backend_and_united_in_the_next_build()
    {
        AnyModel model = _model.Auto();
        WideningModel.RunUntilAnswered(model, "GPU", 1, 5);
        _model.Gpu.Gate.Reset();
        _model.Gpu.Waits.Reset();

        WideningModel.Run(model, 1, 100);
        _model.Gpu.Waits.Wait(TestContext.Current.CancellationToken);
        WideningModel.Run(model, 30, 5);
        WideningModel.Run(model, 5, 600);
        int onGpu = _model.Gpu.Engine.Runs;
        WideningModel.Run(model, 1, 5);
        Assert.Equal(onGpu + 1, _model.Gpu.Engine.Runs);

        _model.Gpu.Gate.Set();
        Assert.True(SpinWait.SpinUntil(() => _model.Gpu.Sessions.Count == 3, TimeSpan.FromSeconds(30)));
        Assert.Equal(
            ["a=1..1..8, b=1..5..32", "a=1..1..8, b=1..100..512", "a=1..5..128, b=1..600..4096"], _model.Gpu.Prepared);
        WideningModel.Run(model, 30, 5);
    }

    [Fact]
    public void Failure_in_the_background_is_logged_once_and_the_next_backend_keeps_answering()
    {
        _model.Gpu.Failure = profile => profile.Contains(1, 100) ? new InferenceException("out of memory") : null;
        AnyModel model = _model.Auto();
        WideningModel.RunUntilAnswered(model, "GPU", 1, 5);
        int before = _model.Cpu.Engine.Runs;
        WideningModel.Run(model, 1, 100);
        Assert.True(SpinWait.SpinUntil(() => Failures() == 1, TimeSpan.FromSeconds(30)));
        for (int i = 0; i < 5; i++)
        {
            WideningModel.Run(model, 1, 100);
            WideningModel.Run(model, 1, 101 + i);
            WideningModel.Run(model, 1, 5);
        }

        Assert.Equal(before + 11, _model.Cpu.Engine.Runs);
        Assert.Equal(2, _model.Gpu.Prepared.Count);
        Assert.Contains(
            "Warning Any on GPU: no engine for [a=1..1..8, b=1..100..512]: out of memory The next backend keeps answering for lengths that "
            + "need it.",
            _model.Logger.Lines);
    }

    [Fact]
    public void Lengths_that_waited_for_a_build_that_failed_get_one_without_the_others()
    {
        _model.Gpu.Gate.Reset();
        _model.Gpu.Failure = profile => profile.Contains(1, 4000) ? new InferenceException("out of memory") : null;
        AnyModel model = _model.Auto();
        WideningModel.Run(model, 1, 4000);
        WideningModel.Run(model, 1, 5);
        _model.Gpu.Gate.Set();

        WideningModel.RunUntilAnswered(model, "GPU", 1, 5);
        Assert.Equal(["a=1..1..8, b=1..4000..16384", "a=1..1..8, b=1..5..32"], _model.Gpu.Prepared);
    }

    [Fact]
    public void Model_that_cannot_be_built_at_all_is_given_up_after_some_lengths()
    {
        _model.Gpu.Failure = _ => new InferenceException("operator Foo is unknown");
        AnyModel model = _model.Auto();
        foreach (int length in (int[])[4000, 400, 100, 50, 10, 5, 1])
        {
            int before = Failures();
            WideningModel.Run(model, 1, length);
            Assert.True(length < 50 || SpinWait.SpinUntil(() => Failures() > before, TimeSpan.FromSeconds(30)));
        }

        Assert.Equal(4, _model.Gpu.Prepared.Count);
        Assert.Equal(7, _model.Cpu.Engine.Runs);
        Assert.Equal(4, Failures());
    }

    [Fact]
    public void Engine_that_refuses_what_its_profile_holds_leaves_the_next_backend_in_place()
    {
        _model.Gpu.RefusesAll = true;
        AnyModel model = _model.Auto();
        WideningModel.Run(model, 1, 5);
        Assert.True(SpinWait.SpinUntil(() => !_model.Gpu.Sessions.IsEmpty && model.BackendName == "GPU", TimeSpan.FromSeconds(30)));
        WideningModel.Run(model, 1, 5);
        WideningModel.Run(model, 1, 6);

        Assert.Equal(0, _model.Gpu.Engine.Runs);
        Assert.Single(_model.Gpu.Prepared);
        Assert.Single(_model.Logger.Lines, line => line.Contains("the engine refuses a = 1, b = 5", StringComparison.Ordinal));
    }

    [Fact]
    public void Engine_that_no_binding_can_be_made_on_leaves_the_next_backend_in_place()
    {
        _model.Gpu.BindingFailure = new InferenceException("out of memory");
        AnyModel model = _model.Auto();
        WideningModel.Run(model, 1, 5);
        Assert.True(SpinWait.SpinUntil(() => model.BackendName == "GPU", TimeSpan.FromSeconds(30)));
        WideningModel.Run(model, 1, 5);
        WideningModel.Run(model, 1, 6);

        Assert.Equal("CPU", model.BackendName);
        Assert.Single(_model.Gpu.Prepared);
        Assert.True(_model.Gpu.Sessions.Single().IsDisposed);
        Assert.Single(
            _model.Logger.Lines,
            "Warning Any on GPU: the engine for [a=1..1..8, b=1..5..32] cannot be used: out of memory The next backend answers.");
    }

    [Fact]
    public void Without_another_backend_runs_wait_for_the_engine()
    {
        using WideningModel alone = new() { HasCpu = false };
        AnyModel model = alone.Auto();

        WideningModel.Run(model, 1, 5);
        Assert.Equal(1, alone.Gpu.Engine.Runs);
        Assert.Contains(
            "Warning Any on GPU: no other backend answers while an engine is built, so runs wait for it. Any: after GPU, no backend is "
            + "registered that runs any lengths.",
            alone.Logger.Lines);
        alone.Gpu.Failure = _ => new InferenceException("out of memory");
        Assert.Throws<InferenceException>(() => WideningModel.Run(model, 1, 100));
    }

    [Fact]
    public void Disposal_cancels_the_build_in_the_background()
    {
        _model.Gpu.Gate.Reset();
        AnyModel model = _model.Auto();
        WideningModel.Run(model, 1, 5);
        _model.Gpu.Waits.Wait(TestContext.Current.CancellationToken);

        model.Dispose();

        Assert.Empty(_model.Gpu.Sessions);
        Assert.Equal(1, _model.Cpu.Engine.SessionsDisposed);
        Assert.Throws<ObjectDisposedException>(() => WideningModel.Run(model, 1, 5));
    }

    [Fact]
    public void Bindings_outlive_the_model()
    {
        AnyModel model = _model.Auto();
        OutputLease lease = model.Run<float>(new float[,] { { 1, 2 } });
        model.Dispose();

        Assert.Equal(4, lease.View<float>(0)[0, 1]);
        lease.Dispose();
        Assert.Equal(0, _model.Cpu.Engine.BindingsAlive);
    }

    [Fact]
    public async Task Runs_of_many_threads_go_over_to_the_engine_without_an_error()
    {
        AnyModel model = _model.Auto();
        int lengths = 4;
        Task[] runs = [.. Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            Random random = new(thread);
            for (int i = 0; i < 300; i++)
            {
                WideningModel.Run(model, random.Next(1, 8), random.Next(1, Volatile.Read(ref lengths)));
                if (i % 100 == 0)
                {
                    Interlocked.Add(ref lengths, 40);
                }
            }
        }))];

        await Task.WhenAll(runs);
        Assert.Equal(1, _model.Gpu.MostBuilding);
        WideningModel.RunUntilAnswered(model, "GPU", 1, 5);
        Assert.DoesNotContain(_model.Logger.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public void Steady_runs_allocate_nothing_before_and_after_the_engine_is_there()
    {
        _model.Gpu.Gate.Reset();
        AnyModel model = _model.Auto();
        float[,] x = new float[2, 4];

        Assert.Equal(0, Allocations.Of(() => model.Run<float>(x).Dispose()));
        Assert.Equal("CPU", model.BackendName);
        _model.Gpu.Gate.Set();
        WideningModel.RunUntilAnswered(model, "GPU", 2, 4);
        Assert.Equal(0, Allocations.Of(() => model.Run<float>(x).Dispose()));
    }

    [Fact]
    public void Remembered_lengths_are_built_for_in_the_background_at_load()
    {
        using CacheFolder cache = new();
        _model.Cache = cache.Store;
        AnyModel first = _model.Named();
        WideningModel.Run(first, 1, 5);
        first.Dispose();

        AnyModel second = _model.Auto();
        Assert.True(SpinWait.SpinUntil(() => _model.Gpu.Sessions.Count == 2 && second.BackendName == "GPU", TimeSpan.FromSeconds(30)));
        WideningModel.Run(second, 1, 5);
        Assert.Equal(0, _model.Cpu.Prepared);
        Assert.Equal(["a=1..1..8, b=1..5..32", "a=1..1..8, b=1..5..32"], _model.Gpu.Prepared);
    }

    [Fact]
    public void Memory_is_the_hosts_under_auto_and_the_backends_by_name()
    {
        ProfiledBackend gpu = new() { ResidentKind = MemoryKind.Device };
        ModelDescriptor descriptor = AnyModel.Describe("input \"x\" float32[n]", "output \"y\" float32[n]");
        using IInferenceSession auto = Open(Backend.Auto);
        using IInferenceSession named = Open(Backend.TensorRtRtx);

        Assert.Equal(MemoryKind.Host, auto.Resident);
        Assert.Equal(MemoryKind.Device, named.Resident);
        Assert.Equal(1, auto.DefaultConcurrency);
        Assert.Equal(8, auto.Allocate(MemoryKind.Host, 8).ByteLength);
        Assert.Equal(8, named.Allocate(MemoryKind.Device, 8).ByteLength);
        Assert.Equal(8, auto.AllocateHost(8).ByteLength);
        Assert.Contains(
            "under Backend.Auto another may answer the next run",
            Assert.Throws<NotSupportedException>(() => auto.Allocate(MemoryKind.Device, 8)).Message,
            StringComparison.Ordinal);

        IInferenceSession Open(Backend choice) => new BackendSelector([gpu, new ScriptedBackend("CPU")]).Open(
            new BackendRequest(descriptor, _model.Source, new ModelOptions { Backend = choice }),
            null,
            TestContext.Current.CancellationToken).Session;
    }

    public void Dispose() => _model.Dispose();

    private int Failures() => _model.Logger.Lines.Count(line => line.StartsWith("Warning", StringComparison.Ordinal));
}
