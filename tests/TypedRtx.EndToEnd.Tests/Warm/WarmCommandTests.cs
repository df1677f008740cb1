using TypedRtx.Cli;
using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.OnnxRuntime;
using TypedRtx.OnnxRuntime.Tests;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Warm;

/// <summary>What <c>typedrtx warm</c> puts into a cache is what the generated class of the model finds there, on the real backend.</summary>
public sealed class WarmCommandTests : IDisposable
{
    private const string Source = """
        using System;
        using System.Threading.Tasks;
        using TypedRtx;

        namespace Generated
        {
            [OptimizationProfile("main", "batch_size=1..4..8")]
            public partial class Bounded
            {
            }

            public static class Use
            {
                public static TypedModel Load(ModelOptions options) => Scale.Load(options);

                public static TypedModel LoadBounded(ModelOptions options) => Bounded.Load(options);

                public static Task Warm(TypedModel model, int length) => ((Scale)model).WarmAsync(new Scale.Dims(BatchSize: length));

                public static float Run(TypedModel model, int length)
                {
                    float[,] x = new float[length, 16];
                    x[length - 1, 0] = 3;
                    using Scale.Outputs outputs = ((Scale)model).Run(x);
                    return outputs.Y[length - 1, 15];
                }
            }
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = new();
    private readonly ListLogger _logger = new();
    private readonly Lazy<GeneratedProject> _project;

    public WarmCommandTests()
    {
        // The process is shared with tests that have doubles of other backends in it, so it is not the tool that fills the registry.
        BackendRegistry.Add(new OnnxRuntimeBackend());
        _project = new(() => GeneratedProject.Compile(
            [GeneratedModel.Save(_folder, "Scale", Multiply("batch_size")), GeneratedModel.Save(_folder, "Bounded", Multiply("batch_size"))],
            Source));
    }

    private string Cache => _folder.PathOf("cache");

    public void Dispose()
    {
        if (_project.IsValueCreated)
        {
            _project.Value.Dispose();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task Generated_class_starts_from_what_was_kept_and_knows_the_lengths()
    {
        string model = Multiply("batch_size").Save(_folder.PathOf("other name.onnx"));
        string output = await Ended(ExitCodes.Done, "warm", model, "--dims", "batch_size=3", "--dims", "batch_size=5");

        Assert.Matches(@"^other name\.onnx: ONNX Runtime, loaded in .* s, first run in .* ms\n", output);
        Assert.Matches(@"\nbatch_size=3: (specialised|the general session is as fast), .* ms a run, general .* ms, done in .* s\n", output);
        Assert.Matches(@"\nnext start: loaded in .* s, first run in .* ms, 2 of 2 known\n", output);
        Assert.Matches(@": 3 entries, .*; 3 entries, .* new, \+.* in all\n$", output);

        using TypedModel start = Load("Load");
        Assert.Equal(["3", "5"], Known(start, 2));
        Assert.Contains(_logger.Lines, line => line.Contains("started from its optimised form", StringComparison.Ordinal));
        Assert.Equal(6f, _project.Value.Call("Use", "Run", start, 3));
    }

    [Fact]
    public async Task Lengths_that_a_program_learnt_are_warmed_where_none_are_given()
    {
        using (TypedModel first = Load("Load", CacheMode.ReadWrite))
        {
            await (Task)_project.Value.Call("Use", "Warm", first, 7)!;
            Assert.Equal(6f, _project.Value.Call("Use", "Run", first, 7));
        }

        string output = await Ended(ExitCodes.Done, "warm", _folder.PathOf("Scale.onnx"));

        Assert.Contains("\nbatch_size=7: ", output, StringComparison.Ordinal);
        Assert.Contains(", 1 of 1 known\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Middle_of_a_profile_is_warmed_where_nothing_was_learnt()
    {
        string model = Multiply("batch_size").Save(_folder.PathOf("model.onnx"));
        string output = await Ended(ExitCodes.Done, "warm", model, "--profile", "main: batch_size=1..4..8");

        Assert.Contains("\nbatch_size=4: ", output, StringComparison.Ordinal);
        using TypedModel start = Load("LoadBounded");
        Assert.Equal(["4"], Known(start, 1));
    }

    [Fact]
    public async Task Lengths_are_asked_for_where_none_are_known() => Assert.Contains(
        "Say them with --dims \"batch_size=8\".",
        await Ended(ExitCodes.Failed, "warm", Multiply("batch_size").Save(_folder.PathOf("model.onnx"))),
        StringComparison.Ordinal);

    [Fact]
    public async Task Model_of_fixed_lengths_that_takes_long_to_keep_is_kept()
    {
        string output = await Ended(ExitCodes.Done, "warm", Multiply(2, size: 2304).Save(_folder.PathOf("fixed.onnx")));

        Assert.Matches(@"\nfixed lengths: runs in .* ms, done in .* s\n", output);
        Assert.Matches(@": 2 entries, .*; 2 entries, .* new", output);
    }

    [Fact]
    public async Task Lengths_that_the_model_does_not_run_with_are_told_and_the_others_warmed()
    {
        OnnxModelBuilder squeeze = new OnnxModelBuilder()
            .Input("x", ElementType.Float32, 4, "rows")
            .Input("axes", ElementType.Int64, 1)
            .Output("y", ElementType.Float32, null)
            .Node("Squeeze", ["x", "axes"], ["y"]);
        string output = await Ended(
            ExitCodes.Failed, "warm", squeeze.Save(_folder.PathOf("squeeze.onnx")), "--dims", "rows=3", "--dims", "rows=1");

        Assert.Contains("rows=3: failed: ", output, StringComparison.Ordinal);
        Assert.Matches(@"\nrows=1: (specialised|the general session is as fast), ", output);
        Assert.Contains(", 1 of 1 known\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_that_divides_by_what_it_is_given_is_warmed()
    {
        OnnxModelBuilder divide = new OnnxModelBuilder()
            .Input("x", ElementType.Int64, "rows")
            .Input("by", ElementType.Int64, "rows")
            .Output("y", ElementType.Int64, "rows")
            .Output("rest", ElementType.Int64, "rows")
            .Node("Div", ["x", "by"], ["y"])
            .Node("Mod", ["x", "by"], ["rest"]);
        string output = await Ended(ExitCodes.Done, "warm", divide.Save(_folder.PathOf("divide.onnx")), "--dims", "rows=3");

        Assert.Matches(@"\nrows=3: (specialised|the general session is as fast), ", output);
    }

    [Fact]
    public async Task Cache_that_cannot_be_written_is_an_error()
    {
        _folder.Write("cache", [1]);
        string output = await Ended(
            ExitCodes.Failed, "warm", Multiply("rows").Save(_folder.PathOf("model.onnx")), "--dims", "rows=2");

        Assert.Contains($"What was warmed is not in '{Cache}' now", output, StringComparison.Ordinal);
    }

    private static OnnxModelBuilder Multiply(OnnxDimension rows, int size = 16) => new OnnxModelBuilder("multiply")
        .Input("x", ElementType.Float32, rows, size)
        .Output("y", ElementType.Float32, rows, size)
        .Initializer("w", [.. Enumerable.Repeat(2f, size * size)], size, size)
        .Node("MatMul", ["x", "w"], ["y"]);

    // Results, then errors, as a terminal shows them.
    private async Task<string> Ended(int exitCode, params string[] arguments)
    {
        using StringWriter output = new();
        int ended = await CommandLine.RunAsync(
            [.. arguments, "--backend", "cpu", "--cache", Cache], new Terminal(output, output, bars: null), TestContext.Current.CancellationToken);
        Assert.True(ended == exitCode, $"Ended with {ended}, expected {exitCode}.\n{output}");
        return output.ToString().ReplaceLineEndings("\n");
    }

    private string[] Known(TypedModel start, int count)
    {
        Assert.True(
            SpinWait.SpinUntil(() => start.Specializations.Count >= count, Patience), string.Join('\n', _logger.Lines));
        Assert.All(start.Specializations, known => Assert.NotNull(known.GeneralTime));
        return [.. start.Specializations.Select(known => $"{known.Dims[0]}").Order(StringComparer.Ordinal)];
    }

    private TypedModel Load(string method, CacheMode mode = CacheMode.ReadOnly) => (TypedModel)_project.Value.Call(
        "Use",
        method,
        new ModelOptions { Backend = Backend.Cpu, Cache = new CacheOptions { Directory = Cache, Mode = mode }, Logger = _logger })!;
}
