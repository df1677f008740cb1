namespace TypedRtx.TestKit;

/// <summary>A model with quantised weights and activations, and what it must give.</summary>
/// <param name="Name">The name, also of its files.</param>
/// <param name="Model">The model; its input is <c>x</c>, its output <c>y</c>, its symbol <c>batch</c>.</param>
/// <param name="Input">Values for the input.</param>
/// <param name="Output">What follows from them by ordinary arithmetic on the numbers that quantising leaves.</param>
public sealed record QuantizedModel(string Name, OnnxModelBuilder Model, TestTensor Input, TestTensor Output)
{
    /// <summary>Writes model and test vectors to a folder of the model's name, as <see cref="ModelCase"/> reads them.</summary>
    /// <param name="folder">The folder that gets the model's; made where it is missing.</param>
    public ModelCase Save(string folder)
    {
        string target = Path.Combine(folder, Name);
        string vectors = Path.Combine(target, "test_data_set_0");
        Directory.CreateDirectory(vectors);
        string path = Model.Save(Path.Combine(target, $"{Name}.onnx"));
        TensorFile.Write(Path.Combine(vectors, "input_0.pb"), Input, "x");
        TensorFile.Write(Path.Combine(vectors, "output_0.pb"), Output, "y");
        return new ModelCase(Name, path);
    }

    /// <inheritdoc />
    public override string ToString() => Name;
}
