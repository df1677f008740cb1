using System.Diagnostics;
using System.Globalization;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>Progress, cancellation, streams that fail, and builds side by side.</summary>
public sealed class BuildControlTests
{
    private const int ManyNodes = 3_000;

    // Far above what giving up takes, and far below the rest of the build.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public void Progress_names_phases_and_rises_to_the_end()
    {
        List<EngineBuildProgress> steps = [];

        RealLibrary.Run(RealLibrary.Request(BuildModels.Product(), "n=1..4"), Stream.Null, new Progress(steps.Add));

        Assert.All(steps, step => Assert.NotEmpty(step.Phase));
        Assert.Equal(steps.Select(step => step.Fraction).Order(), steps.Select(step => step.Fraction));
        Assert.InRange(steps[0].Fraction, 0, 0.5);
        Assert.Equal(1, steps[^1].Fraction);
    }

    [Fact]
    public void Progress_that_throws_ends_the_build_with_its_exception()
    {
        InvalidOperationException thrown = new("from the progress");

        InvalidOperationException caught = Assert.Throws<InvalidOperationException>(() => RealLibrary.Run(
            RealLibrary.Request(BuildModels.Product(), "n=1..4"), Stream.Null, new Progress(_ => throw thrown)));

        Assert.Same(thrown, caught);
    }

    [Fact]
    public void Token_that_is_cancelled_before_keeps_the_model_unread()
    {
        using CancellationTokenSource source = new();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => RealLibrary.Builder.Build(
            RealLibrary.Request(TypedRtx.Runtime.ModelSource.FromFile("/no/such.onnx")), Stream.Null, null, source.Token));
    }

    // By the logger, which the parser writes to while it reads.
    [Fact]
    public void Token_that_is_cancelled_while_the_model_is_read_keeps_it_from_being_built()
    {
        using CancellationTokenSource source = new();
        List<EngineBuildProgress> steps = [];
        EngineBuildRequest request = RealLibrary.Request(BuildModels.Chain(ManyNodes)) with { Logger = new CallingLogger(source.Cancel) };

        Assert.Throws<OperationCanceledException>(() => RealLibrary.Builder.Build(request, Stream.Null, new Progress(steps.Add), source.Token));

        Assert.Empty(steps);
    }

    [Fact]
    public void Token_that_is_cancelled_during_the_build_ends_it_soon()
    {
        using CancellationTokenSource source = new();
        long cancelled = 0;
        using MemoryStream output = new();

        Assert.Throws<OperationCanceledException>(() => RealLibrary.Builder.Build(
            RealLibrary.Request(BuildModels.Chain(ManyNodes)),
            output,
            new Progress(_ =>
            {
                cancelled = cancelled == 0 ? Stopwatch.GetTimestamp() : cancelled;
                source.Cancel();
            }),
            source.Token));

        Assert.InRange(Stopwatch.GetElapsedTime(cancelled), TimeSpan.Zero, Soon);
        Assert.Equal(0, output.Length);
    }

    [Fact]
    public void Builder_is_usable_after_a_cancelled_build()
    {
        using CancellationTokenSource source = new();
        EngineBuilder builder = RealLibrary.Builder;
        EngineBuildRequest request = RealLibrary.Request(BuildModels.Product(), "n=1..4");
        Assert.Throws<OperationCanceledException>(() => builder.Build(request, Stream.Null, new Progress(_ => source.Cancel()), source.Token));

        Assert.NotEqual(0, builder.Build(request, Stream.Null, null, TestContext.Current.CancellationToken).ByteLength);
    }

    [Fact]
    public void Stream_that_throws_ends_the_build_with_its_exception()
    {
        IOException caught = Assert.Throws<IOException>(
            () => RealLibrary.Run(RealLibrary.Request(BuildModels.Product(), "n=1..4"), new FullStream()));

        Assert.Equal(FullStream.Message, caught.Message);
    }

    [Fact]
    public void Stream_that_throws_under_the_library_ends_the_build_with_its_exception()
    {
        using EngineBuild build = new(RealLibrary.Library, RealLibrary.Request(BuildModels.Product(), "n=1..4"), CancellationToken.None);

        IOException caught = Assert.Throws<IOException>(() => build.ToStreamInPieces(new FullStream(), null, CancellationToken.None));

        Assert.Equal(FullStream.Message, caught.Message);
    }

    [Fact]
    public async Task Two_builds_at_once_give_what_each_gives_alone()
    {
        EngineBuildRequest first = RealLibrary.Request(BuildModels.Product(), "n=1..4");
        EngineBuildRequest second = RealLibrary.Request(BuildModels.Product(32), "n=2..8");
        byte[][] alone = [RealLibrary.Build(first), RealLibrary.Build(second)];

        byte[][] together = await Task.WhenAll(Task.Run(() => RealLibrary.Build(first)), Task.Run(() => RealLibrary.Build(second)));

        Assert.Equal(alone, together);
    }

    [Fact]
    public void Failed_builds_leave_no_memory_behind()
    {
        // In a process of its own, because other tests take memory meanwhile. Each build holds a megabyte of weights twice.
        string grown = ProcessRunner.Run(ChildProgram.Request("fail", RtxNative.Folder)).AssertSuccess().Output;
        Assert.InRange(long.Parse(grown, CultureInfo.InvariantCulture), long.MinValue, 20 << 20);
    }

    private sealed class Progress(Action<EngineBuildProgress> report) : IProgress<EngineBuildProgress>
    {
        public void Report(EngineBuildProgress value) => report(value);
    }
}
