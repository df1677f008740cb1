using TypedRtx.TestKit;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.EndToEnd.Tests.Shapes;

/// <summary>How many of the real models' outputs are known before they run, as files state them and without what they state.</summary>
public sealed class ShapeCoverageTests(ITestOutputHelper output)
{
    // Model, then what is known as the file is, then what is without the shapes that it states of its outputs and values.
    private const string Figures = """
        digits: 2/2 outputs, 4/4 dimensions; found alone: 2/2 outputs, 4/4 dimensions
        painter_decoder: 1/1 outputs, 4/4 dimensions; found alone: 1/1 outputs, 4/4 dimensions
        painter_text_encoder: 2/2 outputs, 5/5 dimensions; found alone: 2/2 outputs, 5/5 dimensions
        painter_transformer: 1/1 outputs, 4/4 dimensions; found alone: 1/1 outputs, 4/4 dimensions
        storyteller: 9/9 outputs, 35/35 dimensions; found alone: 5/9 outputs, 31/35 dimensions
        bert_base_dynamo: 2/2 outputs, 5/5 dimensions; found alone: 2/2 outputs, 5/5 dimensions
        clip_text: 2/2 outputs, 5/5 dimensions; found alone: 2/2 outputs, 5/5 dimensions
        clip_vision: 1/1 outputs, 2/2 dimensions; found alone: 1/1 outputs, 2/2 dimensions
        convnext_tiny: 1/1 outputs, 2/2 dimensions; found alone: 1/1 outputs, 2/2 dimensions
        decoder_kv_fp16: 17/17 outputs, 67/67 dimensions; found alone: 17/17 outputs, 67/67 dimensions
        deeplabv3_mobilenet: 1/1 outputs, 4/4 dimensions; found alone: 1/1 outputs, 4/4 dimensions
        distilbert_sentiment: 1/1 outputs, 2/2 dimensions; found alone: 1/1 outputs, 2/2 dimensions
        efficientnet_b0: 1/1 outputs, 2/2 dimensions; found alone: 1/1 outputs, 2/2 dimensions
        fcn_resnet50_static: 1/1 outputs, 4/4 dimensions; found alone: 1/1 outputs, 4/4 dimensions
        flux_like_fp16: 1/1 outputs, 3/3 dimensions; found alone: 1/1 outputs, 3/3 dimensions
        minilm_sentence: 1/1 outputs, 3/3 dimensions; found alone: 1/1 outputs, 3/3 dimensions
        mobilenet_v3_small: 1/1 outputs, 2/2 dimensions; found alone: 1/1 outputs, 2/2 dimensions
        resnet50: 1/1 outputs, 2/2 dimensions; found alone: 1/1 outputs, 2/2 dimensions
        sd_like_unet: 1/1 outputs, 4/4 dimensions; found alone: 1/1 outputs, 4/4 dimensions
        swin_t: 1/1 outputs, 2/2 dimensions; found alone: 1/1 outputs, 2/2 dimensions
        vit_b_16: 1/1 outputs, 2/2 dimensions; found alone: 1/1 outputs, 2/2 dimensions
        yolos_tiny: 2/2 outputs, 6/6 dimensions; found alone: 2/2 outputs, 6/6 dimensions
        """;

    [Fact]
    public void What_is_known_of_the_real_models_is_what_the_table_says()
    {
        string[] paths = [.. SharedFiles.Models().Select(model => model.ModelPath), .. SharedFiles.Architectures()];
        Assert.SkipWhen(paths.Length == 0, "Needs models and architectures of the shared folder, which is not beside the repository.");

        string[] found = [.. paths.Select(Describe)];

        Array.ForEach(found, output.WriteLine);
        string[] expected = Figures.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] tabled = [.. expected.Select(NameOf)];
        string[] news = [.. found.Except(expected).Where(line => tabled.Contains(NameOf(line)))];
        Assert.True(
            news.Length == 0,
            $"Expected the figures of the table; where more is known now, write them into it:\n{string.Join('\n', news)}");
    }

    private static string NameOf(string line) => line[..line.IndexOf(':', StringComparison.Ordinal)];

    private static string Describe(string path)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        ShapeCoverage stated = ShapeCoverage.Of(InferredModel.Read(model).Plan);
        ShapeCoverage found = ShapeCoverage.Of(InferredModel.Read(ModelRewrite.HideShapes(model)).Plan);
        return $"{Path.GetFileNameWithoutExtension(path)}: {stated}; found alone: {found}";
    }
}
