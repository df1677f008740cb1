using TypedRtx.Generators.Planning;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes the synchronous runs.</summary>
internal static class RunEmitter
{
    public static void Emit(CodeWriter code, ModelSpec model)
    {
        code.Separate();
        Docs.Summary(code, "Runs the model.");
        code.Line("/// <remarks>");
        code.Line("/// A tensor brings its shape; an array or span takes the model's, with the symbols given where lengths");
        code.Line("/// do not decide them. Safe for concurrent calls.");
        code.Line("/// </remarks>");
        AddParameterDocs(code, model);
        Docs.Returns(code, "The outputs, borrowed until they are disposed.");
        AddExceptions(code);
        code.List(
            "public Outputs Run(",
            [.. RunParameters.Declare(model, input => $"scoped {Names.Borrowed(input)}", "default")],
            ")",
            breakAlways: model.Inputs.Count > 0);
        using (code.OpenBlock())
        {
            LocalNames locals = LocalNames.Of(model);
            RunSteps.Emit(code, model, locals, "Begin");
            code.Line($"return new Outputs({locals.Run}.Complete());");
        }

        if (model.Inputs.Count == 0)
        {
            return;
        }

        code.Separate();
        Docs.Summary(code, "Runs the model.");
        Docs.Parameter(code, "inputs", "The inputs and, where needed, the symbols.");
        Docs.Returns(code, "The outputs, borrowed until they are disposed.");
        AddExceptions(code);
        code.ArrowCall("public Outputs Run(scoped Inputs inputs)", "Run(", Arguments(model, "inputs."), ")");
    }

    /// <summary>The properties of an object of inputs, in the order of the parameters.</summary>
    public static IReadOnlyList<string> Arguments(ModelSpec model, string prefix) =>
        [.. RunParameters.List(model, input => prefix + Names.Member(input), symbol => prefix + Names.Member(symbol))];

    public static void AddParameterDocs(CodeWriter code, ModelSpec model)
    {
        foreach (TensorSpec input in model.RequiredInputs)
        {
            Docs.Parameter(code, input.Parameter, Docs.Tensor(input, "Input"));
        }

        foreach (SymbolSpec symbol in model.Symbols)
        {
            Docs.Parameter(code, symbol.Parameter, Docs.GivenSymbol(symbol));
        }

        foreach (TensorSpec input in model.OptionalInputs)
        {
            Docs.Parameter(code, input.Parameter, Docs.Tensor(input, "Input"));
        }
    }

    public static void AddExceptions(CodeWriter code)
    {
        Docs.Exception(code, "TypedRtx.TensorShapeException", "Shapes or symbols do not fit the model or each other.");
        Docs.Exception(code, "TypedRtx.InferenceException", "The backend failed.");
        Docs.Exception(code, "System.ObjectDisposedException", "The model was disposed.");
    }
}
