using TypedRtx.Backends;
using TypedRtx.Cuda;
using TypedRtx.TensorRtRtx.Interop;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

public sealed class DoubleRulesTests
{
    [Fact]
    public void Builder_deleted_before_its_network_is_a_violation()
    {
        using RtxDouble twin = RtxDouble.Create();
        RtxLibrary library = Load(twin);
        using (RtxHandle builder = library.CreateBuilder())
        {
            new BuilderApi(builder).CreateNetwork();
        }

        Assert.Contains(twin.Violations, violation => violation.Contains("VNetworkDefinition", StringComparison.Ordinal));
    }

    [Fact]
    public void Object_deleted_twice_is_a_violation()
    {
        using RtxDouble twin = RtxDouble.Create();
        RtxLibrary library = Load(twin);
        nint runtime;
        using (RtxHandle handle = library.CreateRuntime())
        {
            runtime = handle.Pointer;
        }

        library.Abi.Delete(runtime);

        Assert.Single(twin.Violations);
    }

    [Fact]
    public void Network_that_is_not_deleted_is_alive()
    {
        using RtxDouble twin = RtxDouble.Create();
        using RtxHandle builder = Load(twin).CreateBuilder();

        new BuilderApi(builder).CreateNetwork();

        Assert.Equal(1, twin.Live("VNetworkDefinition"));
    }

    [Fact]
    public async Task Run_that_hangs_on_its_stream_ends_when_released()
    {
        using RtxDouble twin = RtxDouble.Create();
        using DoubleModel model = Open(twin);
        twin.Fail("VExecutionContext.enqueueV3", RtxDoubleFailure.HangOnStream);
        Task<TestTensor[]> run = Task.Run(() => Run(model), TestContext.Current.CancellationToken);
        Assert.True(twin.WaitForHang(TimeSpan.FromMinutes(1)));

        twin.Release();

        Assert.Equal(TestTensor.Create<float>([2, 4, 6], 1, 3).Data, (await run)[0].Data);
    }

    [Fact]
    public void Run_that_kills_the_GPU_is_an_exception()
    {
        using RtxDouble twin = RtxDouble.Create();
        using DoubleModel model = Open(twin);
        twin.Fail("VExecutionContext.enqueueV3", RtxDoubleFailure.FaultOnStream);

        Assert.ThrowsAny<TypedRtxException>(() => Run(model));
    }

    [Fact]
    public void Wait_that_takes_long_still_gives_the_right_result()
    {
        using RtxDouble twin = RtxDouble.Create();
        using DoubleModel model = Open(twin);
        twin.Set("delay_microseconds", 20_000);

        Assert.Equal(TestTensor.Create<float>([2, 4, 6], 1, 3).Data, Run(model)[0].Data);
    }

    [Fact]
    public void Second_context_finds_the_kernels_of_the_first_in_the_cache()
    {
        using RtxDouble twin = RtxDouble.Create();
        using DoubleModel model = Open(twin);
        long compiled = twin.CallCount("compile");

        using ISessionBinding first = model.Session.CreateStepBinding();

        Assert.Equal(compiled, twin.CallCount("compile"));
    }

    private static RtxLibrary Load(RtxDouble twin)
    {
        RtxLibrary? library = RtxLibrary.TryLoad(twin.Folder, pathOnly: true, out string trace);
        Assert.True(library is not null, trace);
        return library;
    }

    private static DoubleModel Open(RtxDouble twin) => DoubleModel.Open(twin, DoubleModels.Sum(), DoubleModels.UpTo4("batch"));

    private static TestTensor[] Run(DoubleModel model) =>
        model.Run(TestTensor.Create<float>([1, 2, 3], 1, 3), TestTensor.Create<float>([1, 2, 3], 1, 3));
}
