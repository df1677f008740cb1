using Microsoft.Extensions.Logging;
using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

public sealed class OptionsTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData(1, null)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(null, false)]
    public void Threads_and_spinning_change_no_answer(int? threads, bool? spinning)
    {
        using OpenModel model = OpenModel.From(TestModels.Add(), new ModelOptions { Threads = threads, Spinning = spinning });
        float[] values = [.. Enumerable.Range(0, 100_000).Select(i => (float)i)];
        TestTensor input = TestTensor.Create(values, values.Length);
        Assert.Equal(values.Select(value => 2 * value), model.Run(input, input)[0].ToArray<float>());
    }

    [Fact]
    public void Other_spinning_than_the_first_model_chose_is_logged()
    {
        using OpenModel first = OpenModel.From(TestModels.Add());
        ListLogger logger = new();
        foreach (bool spinning in new[] { true, false })
        {
            using OpenModel model = OpenModel.From(TestModels.Add(), new ModelOptions { Spinning = spinning, Logger = logger });
        }

        Assert.Single(logger.Lines, line => line.Contains("the first model of the process decided", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_library_says_while_failing_goes_to_the_logger()
    {
        ListLogger logger = new();
        using OpenModel model = OpenModel.From(TestModels.Gather(), new ModelOptions { Logger = logger });
        Assert.Throws<InferenceException>(() => model.Run(TestTensor.Create([1f], 1), TestTensor.Create([5L], 1)));
        Assert.Contains(logger.Lines, line => line.StartsWith("Error ONNX Runtime: ", StringComparison.Ordinal) && line.Contains("pick", StringComparison.Ordinal));
    }

    [Fact]
    public void Logger_that_throws_harms_nobody()
    {
        using OpenModel model = OpenModel.From(TestModels.Gather(), new ModelOptions { Logger = new ThrowingLogger() });
        Assert.Throws<InferenceException>(() => model.Run(TestTensor.Create([1f], 1), TestTensor.Create([5L], 1)));
    }

    [Fact]
    public void Session_for_fixed_symbols_takes_those_and_no_others()
    {
        using OpenModel model = OpenModel.From(TestModels.Add(), null, 3);
        TestTensor three = TestTensor.Create([1f, 2f, 3f], 3);
        Assert.Equal([2.0, 4.0, 6.0], model.Run(three, three)[0].ToDoubles());
        TestTensor two = TestTensor.Create([1f, 2f], 2);
        Assert.Throws<InferenceException>(() => model.Run(two, two));
    }

    [Fact]
    public void Backend_serves_the_cpu_and_execution_providers()
    {
        OnnxRuntimeBackend backend = new();
        Assert.True(backend.Serves(Backend.Cpu));
        Assert.True(backend.Serves(Backend.ExecutionProvider("XNNPACK")));
        Assert.False(backend.Serves(Backend.Cuda));
        Assert.False(backend.Serves(Backend.TensorRtRtx));
    }

    [Fact]
    public void Verdict_names_version_and_place()
    {
        BackendVerdict verdict = new OnnxRuntimeBackend().Verdict(RequestFor(new ModelOptions()));
        Assert.True(verdict.IsUsable, verdict.Reason);
        Assert.Matches(@"^ONNX Runtime 1\.\d+\.\d+ from .*onnxruntime.*\.$", verdict.Reason);
    }

    private static BackendRequest RequestFor(ModelOptions options)
    {
        byte[] bytes = TestModels.Add().ToBytes();
        using MemoryStream stream = new(bytes);
        return new(OpenModel.Describe(OnnxModelReader.Read(stream).Signature), ModelSource.FromBytes(bytes, "test.onnx"), options);
    }

    private sealed class ThrowingLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception).StartsWith("ONNX Runtime: ", StringComparison.Ordinal))
            {
                throw new InvalidOperationException("The logger is broken.");
            }
        }
    }
}
