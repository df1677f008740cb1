using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

/// <summary>Trained models start from what was kept of them, also specialised.</summary>
public sealed class KeptSampleTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ListLogger _log = new();

    [Theory]
    [InlineData("Digits/digits.onnx", 1, 28, 28)]
    [InlineData("Painter/painter_text_encoder.onnx", 1)]
    [InlineData("Painter/painter_transformer.onnx", 1, 8, 8)]
    [InlineData("Painter/painter_decoder.onnx", 1, 8, 8)]
    [InlineData("Storyteller/storyteller.onnx", 1, 4, 4)]
    public void Sessions_open_on_what_was_kept(string name, params int[] dims)
    {
        string path = RepositoryFiles.PathOf("samples", name);
        using FileStream stream = File.OpenRead(path);
        BackendRequest request = new(
            OpenModel.Describe(OnnxModelReader.Read(stream).Signature),
            ModelSource.FromFile(path),
            new ModelOptions { Backend = Backend.Cpu, Logger = _log })
        {
            Cache = new FileCacheStore(_folder.Path, CacheMode.ReadWrite, _log),
        };
        OnnxRuntimeBackend backend = new();
        using (OnnxRuntimeArtefact first = (OnnxRuntimeArtefact)backend.Prepare(request, null, CancellationToken.None))
        {
            using OrtSession session = Assert.IsType<OrtSession>(backend.Open(first, request, [], CancellationToken.None));

            // What a first answer does.
            session.TellAnswered();
            Assert.True(SpinWait.SpinUntil(() => first.Kept!.IsIdle, TimeSpan.FromSeconds(60)), "Nothing was kept within a minute.");
        }

        using BackendArtefact second = backend.Prepare(request, null, CancellationToken.None);
        using IInferenceSession general = backend.Open(second, request, [], CancellationToken.None);
        using IInferenceSession specialized = backend.Open(second, request, dims, CancellationToken.None);
        general.Settle(CancellationToken.None);
        string lines = string.Join('\n', _log.Lines);
        Assert.Contains("started from its optimised form", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("specialises the model itself", lines, StringComparison.Ordinal);
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
