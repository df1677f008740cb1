using TypedRtx.Generators.Planning;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes the ways to a binding, and the record of the symbols' values.</summary>
internal static class BindEmitter
{
    public static void Emit(CodeWriter code, ModelSpec model)
    {
        if (model.CanBind)
        {
            AddBind(code, model);
        }

        if (model.Symbols.Count == 0)
        {
            return;
        }

        if (model.CanBind)
        {
            code.Separate();
            Docs.Summary(code, "Allocates inputs and outputs once, for runs without any allocation.");
            Docs.Parameter(code, "dims", "The lengths of all symbols.");
            Docs.Returns(code, "The inputs and outputs. It belongs to one thread at a time.");
            AddExceptions(code);
            code.ArrowCall(
                "public Binding Bind(Dims dims)",
                "Bind(",
                [.. model.Symbols.Select(symbol => "dims." + Names.Member(symbol))],
                ")");
        }

        AddDims(code, model);
    }

    private static void AddBind(CodeWriter code, ModelSpec model)
    {
        code.Separate();
        Docs.Summary(code, "Allocates inputs and outputs once, for runs without any allocation.");
        foreach (SymbolSpec symbol in model.Symbols)
        {
            Docs.Parameter(code, symbol.Parameter, Docs.Symbol(symbol) + ".");
        }

        Docs.Returns(code, "The inputs and outputs. It belongs to one thread at a time.");
        AddExceptions(code);
        string[] parameters = [.. model.Symbols.Select(symbol => $"int {Names.Parameter(symbol)}")];
        string start = $"public Binding Bind({string.Join(", ", parameters)})";
        string[] arguments = [.. model.Symbols.Select(Names.Parameter)];
        if (start.Length <= CodeWriter.MaxColumn / 2)
        {
            code.ArrowCall(start, "new(this, [", arguments, "])");
        }
        else
        {
            code.List("public Binding Bind(", parameters, ") =>");
            code.IndentedList("new(this, [", arguments, "]);");
        }
    }

    private static void AddExceptions(CodeWriter code)
    {
        Docs.Exception(code, "TypedRtx.TensorShapeException", "A length is negative or does not fit the model.");
        Docs.Exception(code, "System.ObjectDisposedException", "The model was disposed.");
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
