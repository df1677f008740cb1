using TypedRtx.TestKit;

namespace TypedRtx.Benchmarks.Adaptive;

/// <summary>A model and the lengths to measure it at.</summary>
/// <param name="Path">The model, with weights.</param>
/// <param name="Lengths">Every symbol of the model by name, also those that follow from others.</param>
internal sealed record MeasuredCase(string Path, params (string Symbol, long Length)[] Lengths)
{
    /// <summary>The name of the model.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The models of the samples, and two architectures with made-up weights.</summary>
    public static IEnumerable<MeasuredCase> All(TempFolder folder)
    {
        Dictionary<string, string> architectures = SharedFiles.Architectures()
            .ToDictionary(path => System.IO.Path.GetFileNameWithoutExtension(path), path => path);
        return
        [
            .. Trained(),
            new(FilledModel.Fill(architectures["mobilenet_v3_small"], folder.Path), ("batch", 1)),
            new(FilledModel.Fill(architectures["minilm_sentence"], folder.Path), ("batch", 1), ("sequence", 64)),
        ];
    }

    /// <summary>The models of the samples, which the shared models are.</summary>
    public static IEnumerable<MeasuredCase> Trained() =>
    [
        new(Sample("Digits", "digits"), ("batch", 1), ("height", 28), ("width", 28)),
        new(Sample("Painter", "painter_text_encoder"), ("batch", 1)),
        new(Sample("Painter", "painter_transformer"), ("batch", 1), ("height", 16), ("width", 16)),
        new(Sample("Painter", "painter_decoder"), ("batch", 1), ("height", 16), ("width", 16), ("image_height", 64), ("image_width", 64)),
        new(Sample("Storyteller", "storyteller"), ("batch_size", 1), ("sequence_length", 16), ("past_sequence_length", 16), ("total_sequence_length", 32)),
    ];

    private static string Sample(string name, string model) => RepositoryFiles.PathOf("samples", name, model + ".onnx");
}
