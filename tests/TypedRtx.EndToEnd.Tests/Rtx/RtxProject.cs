using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Rtx;

/// <summary>The generated classes, compiled once. The models lie below the program, so engines beside them are the program's own.</summary>
public sealed class RtxProject : IDisposable
{
    /// <summary>The name of the collection of tests that share it.</summary>
    public const string Name = "TensorRT for RTX";

    private readonly string _folder = Directory.CreateDirectory(
        Path.Combine(AppContext.BaseDirectory, TempFolder.Prefix + Guid.NewGuid().ToString("n"))).FullName;

    private readonly GeneratedProject _project;

    /// <summary>Compiles.</summary>
    public RtxProject()
    {
        _project = GeneratedProject.Compile(
            [
                Save("Sum", RtxModels.Sum()),
                Save("Chat", RtxModels.Sum()),
                Save("Fixed", RtxModels.Fixed()),
                Save("Unsupported", RtxModels.Unsupported()),
                Save("Told", RtxModels.Decoder()),
            ],
            RtxSource.Text);
        Assert.DoesNotContain(_project.Diagnostics, line => line.Contains("error", StringComparison.Ordinal));
    }

    /// <summary>The model of a class.</summary>
    public string ModelOf(string model) => Path.Combine(_folder, model + ".onnx");

    /// <summary>The engine beside the model of a class.</summary>
    public string EngineBeside(string model) => Path.Combine(_folder, model + ".rtxengine");

    internal TypedModel Open(string model, ModelOptions options) => (TypedModel)Call("Open" + model, options);

    internal float[] Run(string model, params object[] arguments) => (float[])Call("Run" + model, arguments);

    internal object Call(string method, params object[] arguments) => _project.Call("Use", method, arguments)!;

    /// <inheritdoc />
    public void Dispose()
    {
        _project.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private GeneratedModel Save(string className, OnnxModelBuilder model) =>
        GeneratedModel.Read(className, model.Save(ModelOf(className)));
}
