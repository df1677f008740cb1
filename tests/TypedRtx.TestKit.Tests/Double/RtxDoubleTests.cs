using System.Runtime.InteropServices;

namespace TypedRtx.TestKit.Tests;

public sealed class RtxDoubleTests
{
    [Theory]
    [InlineData("libtensorrt_rtx.so.1", "createInferBuilder_INTERNAL")]
    [InlineData("libtensorrt_rtx.so.1", "createInferRuntime_INTERNAL")]
    [InlineData("libtensorrt_onnxparser_rtx.so.1", "createNvOnnxParser_INTERNAL")]
    [InlineData("libcuda.so.1", "cuInit")]
    public void Library_of_each_name_has_its_exports(string file, string export)
    {
        using RtxDouble twin = RtxDouble.Create();

        nint library = NativeLibrary.Load(Path.Combine(twin.Folder, file));

        Assert.True(NativeLibrary.TryGetExport(library, export, out _));
    }

    [Fact]
    public void Version_is_that_of_1_6_1()
    {
        using RtxDouble twin = RtxDouble.Create();

        Assert.Equal(10601, Version(twin));
    }

    [Fact]
    public void Options_are_shared_by_the_libraries_of_one_double()
    {
        using RtxDouble twin = RtxDouble.Create();

        twin.Set("version", 10701);

        Assert.Equal(10701, Version(twin));
    }

    [Fact]
    public void Options_of_one_double_are_not_those_of_another()
    {
        using RtxDouble first = RtxDouble.Create();
        using RtxDouble second = RtxDouble.Create();

        first.Set("version", 10701);

        Assert.Equal(10601, Version(second));
    }

    [Fact]
    public void Calls_are_counted()
    {
        using RtxDouble twin = RtxDouble.Create();

        Version(twin);

        Assert.Equal(1, twin.CallCount("getInferLibVersion"));
    }

    [Fact]
    public void All_calls_have_methods_and_functions_of_the_driver()
    {
        using RtxDouble twin = RtxDouble.Create();

        Assert.Superset(
            new HashSet<string> { "VBuilder.createNetworkV2", "VExecutionContext.enqueueV3", "IParser.parse", "VEngineInspector.delete", "cuMemAlloc_v2" },
            twin.AllCalls.ToHashSet());
    }

    [Fact]
    public void Unknown_call_cannot_be_told_to_fail()
    {
        using RtxDouble twin = RtxDouble.Create();

        Assert.Throws<ArgumentException>(() => twin.Fail("VBuilder.fly", RtxDoubleFailure.Null));
    }

    [Fact]
    public void Only_the_call_that_is_told_to_fails()
    {
        using RtxDouble twin = RtxDouble.Create();

        twin.Fail("cuInit", RtxDoubleFailure.OutOfMemory, nth: 2);

        Assert.Equal([0, 2, 0], [Start(twin), Start(twin), Start(twin)]);
    }

    [Fact]
    public void Driver_without_a_device_does_not_start()
    {
        using RtxDouble twin = RtxDouble.Create();

        twin.Set("no_device", 1);

        Assert.Equal(100, Start(twin));
    }

    [Fact]
    public async Task Call_that_hangs_goes_on_when_released()
    {
        using RtxDouble twin = RtxDouble.Create();
        twin.Fail("cuInit", RtxDoubleFailure.Hang);
        Task<int> hanging = Task.Run(() => Start(twin), TestContext.Current.CancellationToken);
        Assert.True(twin.WaitForHang(TimeSpan.FromMinutes(1)));

        twin.Release();

        Assert.Equal(0, await hanging);
    }

    private static unsafe int Version(RtxDouble twin)
    {
        nint library = NativeLibrary.Load(Path.Combine(twin.Folder, "libtensorrt_rtx.so.1"));
        return ((delegate* unmanaged<int>)NativeLibrary.GetExport(library, "getInferLibVersion"))();
    }

    private static unsafe int Start(RtxDouble twin) =>
        ((delegate* unmanaged<uint, int>)NativeLibrary.GetExport(NativeLibrary.Load(twin.CudaPath), "cuInit"))(0);
}
