using TypedRtx.Caching;
using TypedRtx.Signatures;
using TypedRtx.TensorRtRtx;

namespace TypedRtx.Cli.Tests.Inspect;

public sealed class InspectCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Decoder_is_described_whole()
    {
        string path = _folder.Write("decoder.onnx", Decoder());
        _folder.Write("decoder.bin", new byte[16]);

        ToolRun run = ToolRun.Of("inspect", path).AssertEnded(ExitCodes.Done);

        Assert.Equal(
            $"""
            {path}
            format
              IR version  8
              written by  TypedRtx.TestKit
              operators   ai.onnx 17
            inputs
              "new"   float32[batch, sequence, 8]
              "past"  float32[batch, past, 8]
            outputs
              "present"  float32[batch, past + sequence, 8]
            symbols
              batch     axis 0 of "new"
              sequence  axis 1 of "new"
              past      axis 1 of "past"
            state
              "past"  ← "present", grows along axis 1
            weights in other files
              "decoder.bin"  at least 16 bytes, is there
            metadata
              key  value
            profile to begin with
              --profile "main: batch=1..8..64, sequence=1..8..64, past=0..8..64"

            """.ReplaceLineEndings("\n"),
            run.Output);
    }

    [Fact]
    public void Weights_that_are_missing_are_named()
    {
        string path = _folder.Write("decoder.onnx", Decoder());

        Assert.Contains("'decoder.bin' beside it, which is not there", ToolRun.Of("inspect", path).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_cannot_steer_the_terminal()
    {
        string path = _folder.Write("m.onnx", new OnnxModelBuilder()
            .Input("x\u001b[2J", ElementType.Float32, "n\u001b[31m")
            .Output("y", ElementType.Float32, "n\u001b[31m")
            .Metadata("k\u001b", "v\u001b\nsecond")
            .Node("Identity", ["x\u001b[2J"], ["y"])
            .ToBytes());

        Assert.DoesNotContain('\u001b', ToolRun.Of("inspect", path).Output);
    }

    [Fact]
    public void File_that_is_no_model_is_refused()
    {
        string path = _folder.Write("m.onnx", "version https://git-lfs.github.com/spec/v1\n");

        Assert.Contains("Git LFS", ToolRun.Of("inspect", path).AssertEnded(ExitCodes.Failed).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Engine_is_described_by_its_header()
    {
        string path = _folder.PathOf("m.rtxengine");
        EngineFile.Write(
            path,
            new CacheKey(new string('a', 64), "engine", new[] { "library=1.6.1.120", "profile=rows=1..8" }.ToEquatableArray()),
            output => output.Write("engine"u8));

        Assert.Equal(
            $"""
            {path}
            engine of TensorRT for RTX
              size      4.01 KB
              model     {new string('a', 64)}
              kind      engine
              library   1.6.1.120
              profile   rows=1..8
              checksum  right

            """.ReplaceLineEndings("\n"),
            ToolRun.Of("inspect", path).AssertEnded(ExitCodes.Done).Output);
    }

    [Fact]
    public void Engine_without_a_header_is_told_by_its_first_bytes() => Assert.Contains(
        "header  none",
        ToolRun.Of("inspect", _folder.Write("m.rtxengine", "vtrt and more"u8.ToArray())).AssertEnded(ExitCodes.Done).Output,
        StringComparison.Ordinal);

    private static byte[] Decoder() => new OnnxModelBuilder()
        .Input("new", ElementType.Float32, "batch", "sequence", 8)
        .Input("past", ElementType.Float32, "batch", "past", 8)
        .Output("present", ElementType.Float32, "batch", "past + sequence", 8)
        .ExternalInitializer("w", ElementType.Float32, [4], "decoder.bin", length: 16)
        .Metadata("key", "value")
        .Node("Concat", ["past", "new"], ["present"], OnnxAttributes.Int("axis", 1))
        .ToBytes();
}
