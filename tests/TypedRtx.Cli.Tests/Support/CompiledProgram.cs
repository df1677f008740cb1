namespace TypedRtx.Cli.Tests;

/// <summary>This assembly as a program in a folder of its own, with the models that its classes name.</summary>
internal sealed class CompiledProgram : IDisposable
{
    private readonly TempFolder _folder = new();

    public CompiledProgram()
    {
        File.Copy(typeof(CompiledProgram).Assembly.Location, Assembly);
        _folder.Write("models/rows.onnx", Models.Rows());
        _folder.Write("fixed.onnx", Models.Fixed());
        _folder.Write("open.onnx", Models.Rows());
    }

    public string Assembly => _folder.PathOf("Program.dll");

    public string PathOf(params string[] parts) => _folder.PathOf(parts);

    public void Write(string path, byte[] bytes) => _folder.Write(path, bytes);

    public void Dispose() => _folder.Dispose();
}
