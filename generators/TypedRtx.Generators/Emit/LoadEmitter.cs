using TypedRtx.Generators.Planning;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes the ways to load a model.</summary>
internal static class LoadEmitter
{
    public static void Emit(CodeWriter code, ModelSpec model)
    {
        string name = Names.Class(model);
        const string options = $"{Names.ModelOptions}? options = null";

        code.Separate();
        Docs.Summary(code, "Loads the model from where the build put it.");
        Docs.Parameter(code, "options", "How to load and run; null for the defaults.");
        AddExceptions(code);
        code.Arrow($"public static {name} Load({options})", "new(Descriptor.Load(options))");

        code.Separate();
        Docs.Summary(code, "Loads the model from where the build put it, without blocking the caller.");
        Docs.Parameter(code, "options", "How to load and run; null for the defaults.");
        Docs.Parameter(code, "progress", "Told how far loading is.");
        Docs.Parameter(code, "cancellationToken", "Stops loading.");
        AddExceptions(code);
        code.List(
            $"public static async {Names.Task}<{name}> LoadAsync(",
            [
                options,
                "global::System.IProgress<global::TypedRtx.LoadProgress>? progress = null",
                $"{Names.CancellationToken} cancellationToken = default",
            ],
            ") =>");
        code.Indented("new(await Descriptor.LoadAsync(options, progress, cancellationToken).ConfigureAwait(false));");

        AddSource(code, name, "string path", "the file at a path", "The model file.");
        AddSource(
            code,
            name,
            "global::System.IO.Stream stream",
            "a stream",
            "The bytes of the model file, read to their end.");
        AddSource(
            code,
            name,
            "global::System.ReadOnlyMemory<byte> model",
            "memory",
            "The bytes of the model file. They must not change while the model is in use.");
    }

    private static void AddSource(CodeWriter code, string name, string parameter, string from, string description)
    {
        string source = parameter.Substring(parameter.IndexOf(' ') + 1);
        code.Separate();
        Docs.Summary(code, $"Loads the model from {from}.");
        Docs.Parameter(code, source, description);
        Docs.Parameter(code, "options", "How to load and run; null for the defaults.");
        AddExceptions(code);
        code.List(
            $"public static {name} LoadFrom(", [parameter, $"{Names.ModelOptions}? options = null"], ") =>");
        code.Indented($"new(Descriptor.LoadFrom({source}, options));");
    }

    private static void AddExceptions(CodeWriter code)
    {
        Docs.Exception(code, "TypedRtx.ModelFileException", "The model is missing, unreadable or no ONNX model.");
        Docs.Exception(code, "TypedRtx.ModelMismatchException", "The model does not fit this class.");
        Docs.Exception(code, "TypedRtx.BackendUnavailableException", "No backend can run it.");
    }
}
