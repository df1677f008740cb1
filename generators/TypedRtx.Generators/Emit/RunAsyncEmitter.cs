using TypedRtx.Generators.Planning;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes the asynchronous runs.</summary>
internal static class RunAsyncEmitter
{
    private const string Token = $"{Names.CancellationToken} cancellationToken";

    public static void Emit(CodeWriter code, ModelSpec model)
    {
        code.Separate();
        Docs.Summary(code, "Runs the model on another thread. The inputs are copied before the call returns.");
        RunEmitter.AddParameterDocs(code, model);
        Docs.Parameter(code, "cancellationToken", "Stops the run.");
        Docs.Returns(code, "The outputs in memory of their own.");
        RunEmitter.AddExceptions(code);
        code.List(
            $"public {Names.Task}<OwnedOutputs> RunAsync(",
            [
                .. RunParameters.Declare(model, input => Names.Memory(input) + (input.IsOptional ? "?" : ""), "null"),
                Token + " = default",
            ],
            ") =>",
            breakAlways: model.Inputs.Count > 0);
        code.IndentedList(
            "StartAsync(",
            [.. RunParameters.List(model, ViewOf, Names.Parameter), "cancellationToken"],
            ");");

        if (model.Inputs.Count > 0)
        {
            AddObjectForm(code, model);
        }

        AddStart(code, model);
    }

    private static void AddObjectForm(CodeWriter code, ModelSpec model)
    {
        code.Separate();
        Docs.Summary(code, "Runs the model on another thread. The inputs are copied before the call returns.");
        Docs.Parameter(code, "inputs", "The inputs and, where needed, the symbols.");
        Docs.Parameter(code, "cancellationToken", "Stops the run.");
        Docs.Returns(code, "The outputs in memory of their own.");
        RunEmitter.AddExceptions(code);
        code.List($"public {Names.Task}<OwnedOutputs> RunAsync(", ["OwnedInputs inputs", Token + " = default"], ")");
        using (code.OpenBlock())
        {
            code.Line("global::System.ArgumentNullException.ThrowIfNull(inputs);");
            code.List("return StartAsync(", [.. RunEmitter.Arguments(model, "inputs."), "cancellationToken"], ");");
        }
    }

    private static void AddStart(CodeWriter code, ModelSpec model)
    {
        LocalNames locals = LocalNames.Of(model);
        code.Separate();
        code.List(
            $"private {Names.Task}<OwnedOutputs> StartAsync(",
            [.. RunParameters.List(model, Started, symbol => $"int? {Names.Parameter(symbol)}"), Token],
            ")");
        using (code.OpenBlock())
        {
            RunSteps.Emit(code, model, locals, "BeginCopy");
            string read = $"static {locals.Lease} => new OwnedOutputs({locals.Lease})";
            code.Line($"return {locals.Run}.CompleteAsync({read}, cancellationToken);");
        }
    }

    private static string Started(TensorSpec input) =>
        $"{RunParameters.TypeOf(input, tensor => $"scoped {Names.Borrowed(tensor)}")} {Names.Parameter(input)}";

    // Memory that is not there is no view; all else converts by itself.
    private static string ViewOf(TensorSpec input) =>
        !input.IsOptional || input.IsScalar || input.IsValue || Names.IsPacked(input)
            ? Names.Parameter(input)
            : $"{Names.Parameter(input)}.HasValue ? {Names.Parameter(input)}.Value : default({Names.View(input)})";
}
