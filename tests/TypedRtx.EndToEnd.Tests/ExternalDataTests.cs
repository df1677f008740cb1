using System.Diagnostics;
using System.Runtime.InteropServices;
using Google.Protobuf;
using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.Signatures;
using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.EndToEnd.Tests;

/// <summary>Weights in files beside the model: which are taken, and which are refused before a native library sees them.</summary>
public sealed class ExternalDataTests : IDisposable
{
    private const long TwoGigabytes = 1L << 31;
    private static readonly float[] Weights = [1, 2, 3, 4];

    private readonly TempFolder _folder = new();

    private static bool IsLong => Environment.GetEnvironmentVariable("TYPEDRTX_LONG") == "1";

    [Fact]
    public void Weights_in_several_files_and_at_shared_offsets_are_used()
    {
        Write("model/first.bin", 0, [1, 2, 3, 4, 10, 20, 30, 40]);
        Write("model/deep/second.bin", 0, Weights);

        float[] sum = Load(
            model => model
                .ExternalInitializer("a", ElementType.Float32, [4], "first.bin", 0, 16)
                .ExternalInitializer("b", ElementType.Float32, [4], "first.bin", 16)
                .ExternalInitializer("c", ElementType.Float32, [4], "first.bin", 16, 16)
                .ExternalInitializer("d", ElementType.Float32, [4], "deep/second.bin"),
            ["a", "b", "c", "d"]);

        Assert.Equal([22, 44, 66, 88], sum);
    }

    [Fact]
    public void Location_with_detours_is_used()
    {
        Write("model/deep/w.bin", 0, Weights);

        Assert.Equal(Weights, LoadOne("./deep//w.bin"));
    }

    [Fact]
    public void File_of_which_no_byte_is_needed_is_not_opened()
    {
        Plant();

        float[] sum = Load(
            model => model
                .ExternalInitializer("none", ElementType.Float32, [0], "pipe", length: 0)
                .ExternalInitializer("a", ElementType.Float32, [4], "file.bin")
                .Node("Concat", ["none", "a"], ["b"], new AttributeProto { Name = "axis", Type = AttributeProto.Types.AttributeType.Int, I = 0 }),
            ["b"]);

        Assert.Equal(Weights, sum);
    }

    [Fact]
    public void Weights_in_a_subgraph_and_in_a_constant_are_used()
    {
        Write("model/w.bin", 0, Weights);
        TensorProto weights = new OnnxModelBuilder().ExternalInitializer("w", ElementType.Float32, [4], "w.bin").Graph.Initializer[0];
        GraphProto branch = new()
        {
            Name = "branch",
            Initializer = { weights },
            Node = { new NodeProto { OpType = "Identity", Input = { "w" }, Output = { "same" } } },
            Output = { new ValueInfoProto { Name = "same", Type = OnnxTypes.Tensor(ElementType.Float32, [4]) } },
        };

        float[] sum = Load(
            model => model
                .Initializer("yes", [true])
                .Node("If", ["yes"], ["a"],
                    new AttributeProto { Name = "then_branch", Type = AttributeProto.Types.AttributeType.Graph, G = branch },
                    new AttributeProto { Name = "else_branch", Type = AttributeProto.Types.AttributeType.Graph, G = branch })
                .Node("Constant", [], ["b"], new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor, T = weights }),
            ["a", "b"]);

        Assert.Equal([2, 4, 6, 8], sum);
    }

    [Fact]
    public void Weights_beyond_2_GB_of_a_file_are_used()
    {
        Write("model/large.bin", 3 * TwoGigabytes, Weights);
        Write("model/large.bin", TwoGigabytes - 4, [7]);

        float[] sum = Load(
            model => model
                .ExternalInitializer("a", ElementType.Float32, [4], "large.bin", 3 * TwoGigabytes, 16)
                .ExternalInitializer("b", ElementType.Float32, [4], "large.bin", TwoGigabytes - 4, 16),
            ["a", "b"]);

        Assert.Equal([8, 2, 3, 4], sum);
    }

    [Fact]
    public void Weights_of_more_than_2_GB_are_used()
    {
        Assert.SkipUnless(IsLong, "Takes a tensor of 2.1 GB; set TYPEDRTX_LONG=1.");
        const long Rows = (TwoGigabytes / 16) + 1_000;
        Write("model/large.bin", (Rows - 1) * 16, Weights);

        float[] sum = Load(
            model => model
                .ExternalInitializer("table", ElementType.Float32, [Rows, 4], "large.bin", 0, Rows * 16)
                .Initializer("row", [Rows - 1])
                .Node("Gather", ["table", "row"], ["a"]),
            ["a"]);

        Assert.Equal(Weights, sum);
    }

    [Theory]
    [InlineData("missing.bin", "TRTX0008", "keeps weights in files that are not there")]
    [InlineData("folder", "TRTX0008", "which is a folder; a file was expected")]
    [InlineData("short.bin", "TRTX0008", "which has 12 bytes, while tensor \"w\" ends at byte 16")]
    [InlineData("empty.bin", "TRTX0008", "which has 0 bytes, while tensor \"w\" ends at byte 16")]
    [InlineData("symbolic.bin", "TRTX0009", "where \"symbolic.bin\" is a link. Put the file itself in the model's folder, or set ModelOptions.AllowLinked")]
    [InlineData("inside.bin", "TRTX0009", "where \"inside.bin\" is a link")]
    [InlineData("away/outside.bin", "TRTX0009", "where \"away\" is a link")]
    [InlineData("dangling.bin", "TRTX0009", "is a link")]
    [InlineData("hard.bin", "", "a file with 2 names (hard links)")]
    [InlineData("pipe", "TRTX0008", "which has 0 bytes")]
    [InlineData("../outside.bin", "TRTX0009", "expected a path below the model's folder")]
    public void File_that_must_not_be_used_is_refused(string location, string diagnostic, string expected)
    {
        Plant();
        Stopwatch watch = Stopwatch.StartNew();

        ModelFileException error = Assert.Throws<ModelFileException>(() => LoadOne(location));

        // A build copies a hard link, and the copy is a file of its own.
        string path = _folder.PathOf("model", "Sum.onnx");
        GeneratorRun run = GeneratedProject.Harness.WithFile(TestAdditionalText.Unreadable(path)).Run(HarnessChecks.DoesNotThrow);
        Assert.Equal(diagnostic, string.Join(' ', run.Diagnostics.Select(found => found.Id)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    // ONNX Runtime refuses links out of the folder itself, so this shows too that it gets bytes and opens nothing.
    [Theory]
    [InlineData("symbolic.bin")]
    [InlineData("away/outside.bin")]
    [InlineData("hard.bin")]
    public void Link_is_followed_for_who_allows_it(string location)
    {
        Plant();

        Assert.Equal(Weights, LoadOne(location, allowLinks: true));
    }

    [Fact]
    public void Link_to_a_pipe_is_not_opened()
    {
        Plant();
        File.CreateSymbolicLink(_folder.PathOf("model", "to-pipe"), _folder.PathOf("model", "pipe"));

        Assert.Contains(
            "which has 0 bytes",
            Assert.Throws<ModelFileException>(() => LoadOne("to-pipe", allowLinks: true)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_not_ours_to_read_is_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "This user may read every file.");
        Write("model/w.bin", 0, Weights);
        Execute("chmod", "000", _folder.PathOf("model", "w.bin"));

        Assert.Contains(
            "w.bin", Assert.Throws<ModelFileException>(() => LoadOne("w.bin")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_only_file_is_used()
    {
        Write("model/w.bin", 0, Weights);
        File.SetAttributes(_folder.PathOf("model", "w.bin"), FileAttributes.ReadOnly);

        Assert.Equal(Weights, LoadOne("w.bin"));
    }

    public void Dispose() => _folder.Dispose();

    private void Plant()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights on Windows, and pipes lie elsewhere.");
        Write("outside.bin", 0, Weights);
        Write("model/file.bin", 0, Weights);
        Write("model/short.bin", 0, [1, 2, 3]);
        _folder.Write("model/empty.bin", "");
        Directory.CreateDirectory(_folder.PathOf("model", "folder"));
        File.CreateSymbolicLink(_folder.PathOf("model", "symbolic.bin"), "../outside.bin");
        File.CreateSymbolicLink(_folder.PathOf("model", "inside.bin"), "file.bin");
        File.CreateSymbolicLink(_folder.PathOf("model", "dangling.bin"), "nowhere.bin");
        Directory.CreateSymbolicLink(_folder.PathOf("model", "away"), _folder.Path);
        Execute("ln", _folder.PathOf("outside.bin"), _folder.PathOf("model", "hard.bin"));
        Execute("mkfifo", _folder.PathOf("model", "pipe"));
    }

    private static void Execute(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private void Write(string path, long offset, float[] values)
    {
        string full = _folder.PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        using FileStream file = new(full, FileMode.OpenOrCreate);
        file.Position = offset;
        file.Write(MemoryMarshal.AsBytes<float>(values));
    }

    private float[] LoadOne(string location, bool allowLinks = false) =>
        Load(model => model.ExternalInitializer("w", ElementType.Float32, [4], location, length: 16), ["w"], allowLinks);

    // The sum of values of a model, four numbers each.
    private float[] Load(Action<OnnxModelBuilder> build, string[] values, bool allowLinks = false)
    {
        OnnxModelBuilder model = new OnnxModelBuilder("sum").Input("x", ElementType.Float32, 4).Output("y", ElementType.Float32, 4);
        build(model);
        model.Node("Sum", ["x", .. values], ["y"]);
        string path = model.Save(_folder.PathOf("model", "Sum.onnx"));

        // The class of such a model, whatever files this one names.
        GeneratedModel plain = GeneratedModel.Save(_folder, "Sum", new OnnxModelBuilder("sum")
            .Input("x", ElementType.Float32, 4).Output("y", ElementType.Float32, 4).Node("Identity", ["x"], ["y"]));
        using GeneratedProject project = GeneratedProject.Compile([plain], Loading);
        return (float[])project.Call("Loading", "Sum", path, allowLinks)!;
    }

    private const string Loading = """
        namespace Generated;

        using TypedRtx;

        public static class Loading
        {
            public static float[] Sum(string path, bool allowLinks)
            {
                using Sum model = Generated.Sum.LoadFrom(path, new ModelOptions { AllowLinkedExternalData = allowLinks });
                using Sum.Outputs outputs = model.Run(new float[4]);
                return outputs.Y.ToArray();
            }
        }
        """;
}
