using TypedRtx.Backends;
using TypedRtx.OnnxRuntime.Tests;
using TypedRtx.Runtime;

namespace TypedRtx.Tests.Runtime;

public sealed class BackendSelectorTests
{
    private static readonly BackendVerdict Absent = new(false, "no library 'libgpu.so' in '/usr/lib'");
    private static readonly BackendVerdict Doubtful = new(false, "the card is not supported", MayBeTried: true);

    private readonly ListLogger _logger = new();

    [Fact]
    public void Auto_takes_the_first_that_says_it_can()
    {
        ScriptedBackend gpu = new("GPU");

        using OpenedBackend opened = Open(Backend.Auto, new ScriptedBackend("None") { Answer = Absent }, gpu, new ScriptedBackend("CPU"));

        Assert.Same(gpu, opened.Backend);
        Assert.Equal(
            ["Information Any: None is not taken: no library 'libgpu.so' in '/usr/lib'", "Information Any: GPU is taken: it is there"],
            _logger.Lines);
    }

    [Fact]
    public void Auto_does_not_try_what_doubts_itself()
    {
        ScriptedBackend doubtful = new("GPU") { Answer = Doubtful };

        using OpenedBackend opened = Open(Backend.Auto, doubtful, new ScriptedBackend("CPU"));

        Assert.Equal("CPU", opened.Backend.Name);
        Assert.Equal(0, doubtful.Prepared);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Auto_goes_on_when_one_fails_and_says_why(bool opening)
    {
        InferenceException failure = new("out of memory");
        ScriptedBackend gpu = opening ? new("GPU") { OpenFailure = failure } : new("GPU") { PrepareFailure = failure };

        using OpenedBackend opened = Open(Backend.Auto, gpu, new ScriptedBackend("CPU"));

        Assert.Equal("CPU", opened.Backend.Name);
        Assert.Equal(opening ? 1 : 0, gpu.Engine.ArtefactsDisposed);
        Assert.Equal(
            [
                "Information Any: GPU is taken: it is there",
                "Warning Any: GPU failed, so it is not taken: out of memory",
                "Information Any: CPU is taken: it is there",
            ],
            _logger.Lines);
    }

    [Fact]
    public void Auto_that_finds_none_lists_every_candidate()
    {
        InferenceException failure = new("operator Foo is unknown");

        BackendUnavailableException error = Assert.Throws<BackendUnavailableException>(() => Open(
            Backend.Auto,
            new ScriptedBackend("None") { Answer = Absent },
            new ScriptedBackend("GPU") { PrepareFailure = new InferenceException("out of memory") },
            new ScriptedBackend("CPU") { OpenFailure = failure }));

        Assert.Equal(
            "Any: no backend can run the model (asked for: Auto).\n"
            + "None: no library 'libgpu.so' in '/usr/lib'\n"
            + "GPU: it is there, but it failed: out of memory\n"
            + "CPU: it is there, but it failed: operator Foo is unknown",
            error.Message);
        Assert.Same(failure, error.InnerException);
    }

    [Fact]
    public void Auto_with_one_backend_alone_throws_what_that_throws()
    {
        InferenceException failure = new("operator Foo is unknown");

        Assert.Same(failure, Assert.Throws<InferenceException>(() => Open(Backend.Auto, new ScriptedBackend("CPU") { PrepareFailure = failure })));
    }

    [Fact]
    public void Auto_with_one_backend_that_can_throws_what_that_throws()
    {
        InferenceException failure = new("operator Foo is unknown");

        Assert.Same(failure, Assert.Throws<InferenceException>(() => Open(
            Backend.Auto, new ScriptedBackend("GPU") { Answer = Absent }, new ScriptedBackend("CPU") { PrepareFailure = failure })));
    }

    [Fact]
    public void Files_that_cannot_be_read_and_cancellation_end_the_choice()
    {
        ScriptedBackend next = new("CPU");

        Assert.Throws<ModelFileException>(() =>
            Open(Backend.Auto, new ScriptedBackend("GPU") { PrepareFailure = new ModelFileException("truncated") }, next));
        Assert.Throws<OperationCanceledException>(() =>
            Open(Backend.Auto, new ScriptedBackend("GPU") { PrepareFailure = new OperationCanceledException() }, next));
        Assert.Equal(0, next.Prepared);
    }

    [Fact]
    public void Backend_asked_for_by_name_is_not_replaced_by_another()
    {
        InferenceException failure = new("out of memory");
        ScriptedBackend next = new("CPU", Backend.Cpu);

        Assert.Same(
            failure,
            Assert.Throws<InferenceException>(() =>
                Open(Backend.TensorRtRtx, new ScriptedBackend("GPU", Backend.TensorRtRtx) { PrepareFailure = failure }, next)));
        Assert.Equal(
            "Any: no backend can run the model (asked for: TensorRtRtx).\nGPU: no library 'libgpu.so' in '/usr/lib'",
            Assert.Throws<BackendUnavailableException>(() =>
                Open(Backend.TensorRtRtx, new ScriptedBackend("GPU", Backend.TensorRtRtx) { Answer = Absent }, next)).Message);
        Assert.Equal(0, next.Prepared);
    }

    [Fact]
    public void Backend_asked_for_by_name_that_doubts_itself_is_tried_with_a_warning()
    {
        using OpenedBackend opened = Open(Backend.TensorRtRtx, new ScriptedBackend("GPU", Backend.TensorRtRtx) { Answer = Doubtful });

        Assert.Equal("GPU", opened.Backend.Name);
        Assert.Equal(
            [
                "Information Any: GPU is not taken: the card is not supported",
                "Warning Any: GPU is tried all the same, because ModelOptions.Backend names it: the card is not supported",
            ],
            _logger.Lines);
    }

    [Fact]
    public void Backend_that_doubts_itself_and_fails_says_both()
    {
        InferenceException failure = new("the engine cannot be read");

        BackendUnavailableException error = Assert.Throws<BackendUnavailableException>(() => Open(
            Backend.TensorRtRtx, new ScriptedBackend("GPU", Backend.TensorRtRtx) { Answer = Doubtful, OpenFailure = failure }));

        Assert.Equal(
            "Any: GPU was tried because ModelOptions.Backend names it, and failed: the engine cannot be read\n"
            + "It had warned: the card is not supported",
            error.Message);
        Assert.Same(failure, error.InnerException);
    }

    [Fact]
    public void Backend_that_can_comes_before_one_that_doubts_itself()
    {
        using OpenedBackend opened = Open(
            Backend.TensorRtRtx,
            new ScriptedBackend("GPU", Backend.TensorRtRtx) { Answer = Doubtful },
            new ScriptedBackend("Other GPU", Backend.TensorRtRtx));

        Assert.Equal("Other GPU", opened.Backend.Name);
    }

    [Fact]
    public void Next_backend_is_looked_for_after_one_that_was_taken()
    {
        ScriptedBackend gpu = new("GPU");
        BackendSelector selector = new([new ScriptedBackend("None") { Answer = Absent }, gpu, new ScriptedBackend("CPU")]);

        using OpenedBackend opened = selector.OpenAfter(gpu, Request(Backend.Auto), TestContext.Current.CancellationToken);
        Assert.Equal("CPU", opened.Backend.Name);
        Assert.Throws<BackendUnavailableException>(() =>
            selector.OpenAfter(opened.Backend, Request(Backend.Auto), TestContext.Current.CancellationToken));
    }

    private OpenedBackend Open(Backend choice, params IInferenceBackend[] backends) =>
        new BackendSelector(backends).Open(Request(choice), null, TestContext.Current.CancellationToken);

    private BackendRequest Request(Backend choice) => new(
        AnyModel.Describe("input \"x\" float32[n]", "output \"y\" float32[n]"),
        ModelSource.FromBytes(default, "any.onnx"),
        new ModelOptions { Backend = choice, Logger = _logger });
}
