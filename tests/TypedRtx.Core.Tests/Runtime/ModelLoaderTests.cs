using System.Text;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.Tests.Runtime;

[Collection(nameof(Bert))]
public sealed class ModelLoaderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Model_loads_from_path_stream_and_bytes()
    {
        using TempFolder folder = new();
        string path = BertFiles.Builder().Save(folder.PathOf("bert.onnx"));
        using MemoryStream stream = new(BertFiles.Builder().ToBytes());
        using Bert fromPath = Bert.LoadFrom(path);
        using Bert fromStream = Bert.LoadFrom(stream);
        using Bert fromBytes = BertFiles.Load();
        using Bert fromOption = Bert.Load(new ModelOptions { ModelPath = path });
        using Bert awaited = await Bert.LoadAsync(new ModelOptions { ModelPath = path, Backend = Backend.Cpu }, null, Cancellation);

        Assert.Equal("Fake", fromPath.BackendName);
        Assert.Equal(stream.Length, stream.Position);
        Assert.Equal(6f, fromOption.Run((long[])[1, 2], (long[])[1, 1], 2, batch: 1).Score);
    }

    [Fact]
    public void Missing_model_names_the_place_and_the_ways_out()
    {
        string beside = Path.Combine(AppContext.BaseDirectory, "models/bert.onnx");
        string option = Path.Combine(AppContext.BaseDirectory, "no/where.onnx");
        string direct = Path.Combine(Path.GetTempPath(), "no", "where.onnx");

        Assert.Equal(
            $"Bert: there is no model file '{beside}' (the build copies it there). Check that it is deployed with the program, "
            + "set ModelOptions.ModelPath, or call LoadFrom.",
            Assert.Throws<ModelFileException>(() => Bert.Load()).Message);
        Assert.StartsWith(
            $"Bert: there is no model file '{option}' (ModelOptions.ModelPath names it).",
            Assert.Throws<ModelFileException>(() => Bert.Load(new ModelOptions { ModelPath = "no/where.onnx" })).Message,
            StringComparison.Ordinal);
        Assert.Equal(
            $"Bert: there is no model file '{direct}'. Check the path, and that the file is deployed.",
            Assert.Throws<ModelFileException>(() => Bert.LoadFrom(direct)).Message);
    }

    [Fact]
    public void Model_that_is_not_delivered_or_not_embedded_says_so()
    {
        Assert.Equal(
            "Any: the model any.onnx is not delivered with the program (TypedRtxDelivery=External). Set ModelOptions.ModelPath, or call LoadFrom.",
            Assert.Throws<ModelFileException>(() =>
                AnyModel.Describe("input \"x\" float32[n]", "output \"y\" float32[n]").Load(null)).Message);
        ModelDescriptor embedded = new(
            "Inside",
            "in.onnx",
            "in.onnx",
            ModelDelivery.Embed,
            typeof(Bert).Assembly,
            "onnxsig 1\ninput \"x\" float32[n]\noutput \"y\" float32[n]\n",
            ["x"],
            ["Y"],
            ["n"]);
        Assert.Equal(
            "Inside: the assembly TypedRtx.Core.Tests holds no resource 'in.onnx'. The build embeds it for TypedRtxDelivery=Embed; rebuild the project.",
            Assert.Throws<ModelFileException>(() => embedded.Load(null)).Message);
    }

    [Fact]
    public void Folder_in_the_place_of_a_model_is_named_as_one()
    {
        using TempFolder folder = new();

        Assert.Equal(
            $"Bert: '{folder.Path}' cannot be read. It is a folder; a model file was expected.",
            Assert.Throws<ModelFileException>(() => Bert.LoadFrom(folder.Path)).Message);
    }

    [Theory]
    [InlineData("", "The file is empty (0 bytes)")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n", "The file is a Git LFS pointer")]
    [InlineData("<html><body>Not found</body></html>", "The file is not an ONNX model: it is text and begins with")]
    public void File_that_is_no_model_says_what_it_is(string content, string expected)
    {
        using TempFolder folder = new();
        string path = folder.Write("bert.onnx", Encoding.UTF8.GetBytes(content));

        string message = Assert.Throws<ModelFileException>(() => Bert.LoadFrom(path)).Message;
        Assert.StartsWith($"Bert: '{path}' cannot be used. {expected}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_model_says_so()
    {
        byte[] bytes = BertFiles.Builder().ToBytes();

        ModelFileException error = Assert.Throws<ModelFileException>(() => Bert.LoadFrom(bytes.AsMemory(0, bytes.Length - 20)));
        Assert.StartsWith("Bert: 'bert.onnx (in memory)' cannot be used.", error.Message, StringComparison.Ordinal);
        Assert.Equal(OnnxFormatError.Truncated, Assert.IsType<OnnxFormatException>(error.InnerException).Kind);
    }

    [Fact]
    public void Model_that_no_longer_fits_lists_every_difference()
    {
        byte[] other = new OnnxModelBuilder()
            .Input("input_ids", ElementType.Int32, "batch", "sequence")
            .Input("attention_mask", ElementType.Int64, "batch", 128)
            .Input("scale", ElementType.Float32, 1)
            .Input("bias", ElementType.Float32, "sequence")
            .Input("token_types", ElementType.Int64, "batch")
            .Output("hidden", ElementType.Float32, "batch", "batch")
            .Output("label", ElementType.String, "batch")
            .ToBytes();

        Assert.Equal(
            """
            Bert: 'bert.onnx (in memory)' does not fit the class that was compiled for bert.onnx:
              - input 'input_ids' is int32[batch, sequence], compiled as int64[batch, sequence].
              - input 'attention_mask' axis 1 is 128, compiled as sequence: int64[batch, 128] against int64[batch, sequence].
              - input 'scale' is float32[1], compiled as float32[].
              - input 'bias' is required, compiled as optional.
              - output 'hidden' axis 1 is batch, compiled as sequence: float32[batch, batch] against float32[batch, sequence].
              - output 'score' float32[] is missing.
              - input 'token_types' int64[batch] is new and required; the class does not set it.
            Deploy the model that the program was built with, or rebuild the program with this one.
            """,
            Assert.Throws<ModelMismatchException>(() => Bert.LoadFrom(other)).Message);
    }

    [Fact]
    public void Missing_external_data_names_each_file()
    {
        using TempFolder folder = new();
        string path = BertFiles.Builder()
            .ExternalInitializer("w", ElementType.Float32, [2], "weights/w.bin")
            .ExternalInitializer("v", ElementType.Float32, [2], "v.bin")
            .Save(folder.PathOf("bert.onnx"));
        folder.Write("v.bin", new byte[8]);

        Assert.Equal(
            $"Bert: '{path}' keeps weights in files that are not there: '{folder.PathOf("weights/w.bin")}'. Deploy them in the model's folder.",
            Assert.Throws<ModelFileException>(() => Bert.LoadFrom(path)).Message);
        folder.Write("weights/w.bin", new byte[8]);
        Bert.LoadFrom(path).Dispose();
        Assert.Equal(
            "Bert: bert.onnx (in memory) keeps weights in 'weights/w.bin', which a model in memory cannot find. Load it from a file beside its data.",
            Assert.Throws<ModelFileException>(() => Bert.LoadFrom(File.ReadAllBytes(path))).Message);
    }

    [Theory]
    [InlineData("../secret.bin")]
    [InlineData("a/../../secret.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\secret.bin")]
    public void External_data_outside_the_folder_is_refused(string location)
    {
        using TempFolder folder = new();
        string path = BertFiles.Builder()
            .ExternalInitializer("w", ElementType.Float32, [2], location)
            .Save(folder.PathOf("model", "bert.onnx"));
        folder.Write("secret.bin", new byte[8]);

        Assert.Contains(
            "expected a path below the model's folder",
            Assert.Throws<ModelFileException>(() => Bert.LoadFrom(path)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FakeStep.Verdict, 0)]
    [InlineData(FakeStep.Prepare, 0)]
    [InlineData(FakeStep.Open, 1)]
    public void Failure_of_the_backend_while_loading_frees_what_was_made(FakeStep step, int artefactsDisposed)
    {
        int before = BertFiles.Engine.ArtefactsDisposed;
        BertFiles.Engine.FailAt = step;

        Assert.Same(BertFiles.Engine.Failure, Assert.Throws<InferenceException>(() => BertFiles.Load()));
        Assert.Equal(artefactsDisposed, BertFiles.Engine.ArtefactsDisposed - before);
    }

    [Fact]
    public async Task Progress_comes_in_order_and_its_failure_frees_the_session()
    {
        using TempFolder folder = new();
        ModelOptions options = new() { ModelPath = BertFiles.Builder().Save(folder.PathOf("bert.onnx")) };
        List<LoadPhase> phases = [];
        int before = BertFiles.Engine.SessionsDisposed;
        Steps progress = new(phase =>
        {
            phases.Add(phase);
            if (phase == LoadPhase.Ready)
            {
                throw new FormatException();
            }
        });

        await Assert.ThrowsAsync<FormatException>(() => Bert.LoadAsync(options, progress, Cancellation));
        Assert.Equal([LoadPhase.Checking, LoadPhase.Preparing, LoadPhase.Opening, LoadPhase.Ready], phases);
        Assert.Equal(1, BertFiles.Engine.SessionsDisposed - before);
    }

    [Fact]
    public void Backend_that_cannot_run_says_each_reason()
    {
        ModelDescriptor model = AnyModel.Describe("input \"x\" float32[n]", "output \"y\" float32[n]");
        byte[] bytes = new OnnxModelBuilder()
            .Input("x", ElementType.Float32, "n").Output("y", ElementType.Float32, "n").ToBytes();

        Assert.Equal(
            "Any: no backend can run the model (asked for: Auto).\nFake: no library 'libfake.so' in '/opt/fake', '/usr/lib'",
            Assert.Throws<BackendUnavailableException>(() => model.LoadFrom(bytes, null)).Message);
        Assert.Equal(
            "Any: no backend serves TensorRtRtx; registered are: Fake.",
            Assert.Throws<BackendUnavailableException>(() =>
                model.LoadFrom(bytes, new ModelOptions { Backend = Backend.TensorRtRtx })).Message);
    }

    [Fact]
    public void Registry_ignores_a_second_backend_of_one_type()
    {
        BackendRegistry.Add(new FakeBackend());

        Assert.Single(BackendRegistry.Backends);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.StartsWith(
            "MaxConcurrency is at least 1.",
            Assert.Throws<ArgumentOutOfRangeException>(() => BertFiles.Load(new ModelOptions { MaxConcurrency = 0 })).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Threads is at least 1.",
            Assert.Throws<ArgumentOutOfRangeException>(() => BertFiles.Load(new ModelOptions { Threads = -1 })).Message,
            StringComparison.Ordinal);
    }

    private sealed class Steps(Action<LoadPhase> report) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) => report(value.Phase);
    }
}
