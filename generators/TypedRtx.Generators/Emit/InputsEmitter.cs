using TypedRtx.Generators.Planning;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes the objects of inputs, borrowed and owned.</summary>
internal static class InputsEmitter
{
    public static void Emit(CodeWriter code, ModelSpec model)
    {
        if (model.Inputs.Count == 0)
        {
            return;
        }

        Add(code, model, "public ref struct Inputs", "The inputs of a run, borrowed for its duration.", Borrowed);
        Add(code, model, "public sealed class OwnedInputs", "The inputs of a run on another thread.", Owned);
    }

    private static void Add(
        CodeWriter code,
        ModelSpec model,
        string declaration,
        string summary,
        Func<TensorSpec, string> typeOf)
    {
        code.Separate();
        Docs.Summary(code, summary);
        code.Line(GeneratedCode.Attribute);
        using (code.OpenBlock(declaration))
        {
            foreach (TensorSpec input in model.Inputs)
            {
                code.Separate();
                Docs.Summary(code, Docs.Tensor(input, "Input"));
                code.Line(Names.Attribute(input));
                string required = input.IsOptional ? "" : "required ";
                code.Line($"public {required}{typeOf(input)} {Names.Member(input)} {{ get; init; }}");
            }

            foreach (SymbolSpec symbol in model.Symbols)
            {
                code.Separate();
                Docs.Summary(code, Docs.GivenSymbol(symbol));
                code.Line($"public int? {Names.Member(symbol)} {{ get; init; }}");
            }
        }
    }

    private static string Borrowed(TensorSpec input) => input.IsValue
        ? Values.Type(input)
        : (input.IsScalar ? Names.Element(input) : Names.Borrowed(input)) + (input is { IsScalar: true, IsOptional: true } ? "?" : "");

    private static string Owned(TensorSpec input) => input.IsValue
        ? Values.Type(input)
        : (input.IsScalar ? Names.Element(input) : Names.Owned(input)) + (input.IsOptional ? "?" : "");
}
