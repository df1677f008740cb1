using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Builds at once in one process.</summary>
public sealed class ConcurrentBuildTests
{
    private const int BuildsOfThread = 6;

    [Fact]
    public async Task Builds_for_different_GPUs_at_once_succeed()
    {
        EngineBuildRequest request = RealLibrary.Request(BuildModels.Negation(), "n=1..4");
        ComputeCapability[][] lists = [[new(8, 9)], [new(12, 0)], []];

        await Task.WhenAll(lists.Select(list => Task.Run(() =>
        {
            for (int i = 0; i < BuildsOfThread; i++)
            {
                RealLibrary.Run(request with { ComputeCapabilities = list }, Stream.Null);
            }
        })));
    }

    [Fact]
    public async Task Build_for_other_GPUs_waits_and_can_be_cancelled_meanwhile()
    {
        using RtxDouble twin = RtxDouble.Create();
        using CancellationTokenSource source = new();
        EngineBuilder builder = EngineBuilder.Load(twin.Folder);
        EngineBuildRequest request = RealLibrary.Request(BuildModels.Negation(), "n=1..4");
        twin.Fail("VBuilder.buildSerializedNetwork", RtxDoubleFailure.Hang);
        Task first = Task.Run(() => builder.Build(request, Stream.Null, null, CancellationToken.None), TestContext.Current.CancellationToken);
        Assert.True(twin.WaitForHang(TimeSpan.FromMinutes(1)));
        Task other = Task.Run(
            () => builder.Build(request with { ComputeCapabilities = [new(8, 9)] }, Stream.Null, null, source.Token),
            TestContext.Current.CancellationToken);

        // One for the same GPUs need not wait.
        builder.Build(request, Stream.Null, null, CancellationToken.None);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
        Assert.Equal(2, twin.CallCount("VBuilder.buildSerializedNetwork"));
        twin.Release();
        await first;
        twin.AssertClean();
    }
}
