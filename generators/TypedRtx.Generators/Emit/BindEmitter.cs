using TypedRtx.Generators.Planning;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes the ways to bindings, and the record of the symbols' values.</summary>
internal static class BindEmitter
{
    public static void Emit(CodeWriter code, ModelSpec model)
    {
        if (model.CanBind)
        {
            AddWays(code, model, "Bind", "Binding", "Allocates inputs and outputs once, for runs without any allocation.");
        }

        if (model.CanBindDevice)
        {
            AddWays(
                code,
                model,
                "BindDevice",
                "DeviceBinding",
                "Allocates inputs and outputs once where the model computes, on the GPU if it runs there, for runs without any copy.");
        }

        if (model.Symbols.Count > 0)
        {
            AddWarm(code, model);
            AddDims(code, model);
        }
    }

    private static void AddWays(CodeWriter code, ModelSpec model, string method, string type, string summary)
    {
        AddBind(code, model, method, type, summary);
        if (model.Symbols.Count == 0)
        {
            return;
        }

        code.Separate();
        Docs.Summary(code, summary);
        Docs.Parameter(code, "dims", "The lengths of all symbols.");
        Docs.Returns(code, "The inputs and outputs. It belongs to one thread at a time.");
        AddExceptions(code);
        code.ArrowCall(
            $"public {type} {method}(Dims dims)",
            $"{method}(",
            [.. model.Symbols.Select(symbol => "dims." + Names.Member(symbol))],
            ")");
    }

    private static void AddBind(CodeWriter code, ModelSpec model, string method, string type, string summary)
    {
        code.Separate();
        Docs.Summary(code, summary);
        foreach (SymbolSpec symbol in model.Symbols)
        {
            Docs.Parameter(code, symbol.Parameter, Docs.Symbol(symbol) + ".");
        }

        Docs.Returns(code, "The inputs and outputs. It belongs to one thread at a time.");
        AddExceptions(code);
        string[] parameters = [.. model.Symbols.Select(symbol => $"int {Names.Parameter(symbol)}")];
        string start = $"public {type} {method}({string.Join(", ", parameters)})";
        string[] arguments = [.. model.Symbols.Select(Names.Parameter)];
        if (start.Length <= CodeWriter.MaxColumn / 2)
        {
            code.ArrowCall(start, "new(this, [", arguments, "])");
        }
        else
        {
            code.List($"public {type} {method}(", parameters, ") =>");
            code.IndentedList("new(this, [", arguments, "]);");
        }
    }

    private static void AddExceptions(CodeWriter code)
    {
        Docs.Exception(code, "TypedRtx.TensorShapeException", "A length is negative or does not fit the model.");
        Docs.Exception(code, "TypedRtx.InferenceException", "There is not enough memory.");
        Docs.Exception(code, "System.ObjectDisposedException", "The model was disposed.");
    }

    private static void AddWarm(CodeWriter code, ModelSpec model)
    {
        code.Separate();
        Docs.Summary(code, "Has the model specialised for lengths ahead of the runs that have them, in the background.");
        code.Line("/// <remarks>");
        code.Line("/// Ends when it is settled which session answers, which <c>Specializations</c> says. A failure is logged and is");
        code.Line("/// no exception, because runs work all the same. Nothing happens where the model is not specialised.");
        code.Line("/// </remarks>");
        Docs.Parameter(code, "dims", "The lengths of all symbols.");
        Docs.Parameter(code, "cancellationToken", "Gives up waiting.");
        Docs.Exception(code, "TypedRtx.TensorShapeException", "A length is negative.");
        Docs.Exception(code, "System.ObjectDisposedException", "The model was disposed.");
        code.ArrowCall(
            $"public {Names.Task} WarmAsync(Dims dims, {Names.CancellationToken} cancellationToken = default)",
            "Warm([",
            [.. model.Symbols.Select(symbol => "dims." + Names.Member(symbol))],
            "], cancellationToken)");
    }

    private static void AddDims(CodeWriter code, ModelSpec model)
    {
        code.Separate();
        Docs.Summary(code, "The lengths of all symbols of the model.");
        foreach (SymbolSpec symbol in model.Symbols)
        {
            Docs.Parameter(code, symbol.Member, Docs.Symbol(symbol) + ".");
        }

        code.Line(GeneratedCode.Attribute);
        code.List(
            "public readonly record struct Dims(",
            [.. model.Symbols.Select(symbol => $"int {Names.Member(symbol)}")],
            ");");
    }
}
