using TypedRtx.Generators.Planning;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes the shapes of outputs as functions of the symbols.</summary>
internal static class ShapesEmitter
{
    public static void Emit(CodeWriter code, ModelSpec model)
    {
        if (model.Shapes.Count == 0)
        {
            return;
        }

        code.Separate();
        Docs.Summary(code, "The shapes of outputs, before any run.");
        string[] open = [.. model.Outputs.Where(output => !model.Shapes.Any(shape => shape.Output == output)).Select(output => XmlText.Code(output.Name))];
        if (open.Length > 0)
        {
            code.Line($"/// <remarks>Not here, because only a run tells: {string.Join(", ", open)}. Memory for it is found in each run.</remarks>");
        }

        code.Line(GeneratedCode.Attribute);
        using (code.OpenBlock("public static class Shapes"))
        {
            foreach (ShapeMember shape in model.Shapes)
            {
                Add(code, model, shape);
            }
        }
    }

    private static void Add(CodeWriter code, ModelSpec model, ShapeMember shape)
    {
        bool hasDims = model.Symbols.Count > 0;
        List<string> parameters = [];
        code.Separate();
        Docs.Summary(code, $"The shape of output{(shape.Output.IsFamily ? "s" : "")} {XmlText.Code(shape.Output.Name)}: {XmlText.Escape(shape.Arithmetic)}.");
        if (shape.IsIndexed)
        {
            Docs.Parameter(code, "index", "The number in the name, from 0.");
            parameters.Add("int index");
        }

        if (hasDims)
        {
            Docs.Parameter(code, "dims", "The lengths of all symbols.");
            Docs.Exception(code, "TypedRtx.TensorShapeException", "A length is negative, or gives an axis none.");
            parameters.Add("Dims dims");
        }

        string list = parameters.Count > 0 ? $"({string.Join(", ", parameters)})" : "";
        string index = shape.IsIndexed ? Names.Index(shape.Output) + "[index]" : RunSteps.Number(shape.Output.Index);
        code.ArrowCall(
            $"public static {Names.TensorShape} {Names.Member(shape.Output)}{list}",
            $"Descriptor.OutputShape({index}, [",
            [.. model.Symbols.Select(symbol => "dims." + Names.Member(symbol))],
            "])");
    }
}
