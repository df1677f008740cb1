using TypedRtx.Generators.Planning;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes the declaration of the model class.</summary>
internal static class ClassEmitter
{
    private const int MaxListed = 32;

    public static void EmitDeclaration(CodeWriter code, ModelSpec model)
    {
        Docs.Summary(code, $"The model {XmlText.Code(model.File)}.");
        if (model.Inputs.Count + model.Outputs.Count > 0)
        {
            code.Line("/// <remarks>");
            AddList(code, [.. model.Inputs.Select(input => Docs.Tensor(input, "Input"))]);
            AddList(code, [.. model.Outputs.Select(output => Docs.Tensor(output, "Output"))]);
            AddList(code, [.. model.Relations.Select(Docs.Relation)]);
            code.Line("/// </remarks>");
        }

        string name = Names.Class(model);
        string accessibility = model.Accessibility.Length > 0 ? model.Accessibility + " " : "";
        code.Line(GeneratedCode.Attribute);
        AddModelAttribute(code, model);
        ProfilesEmitter.EmitAttributes(code, model);
        string bases = model.CanRun ? $" : global::TypedRtx.TypedModel, global::TypedRtx.ITypedModel<{name}>" : "";
        code.Line($"{accessibility}sealed partial class {name}{bases}");
    }

    // For tools that read the assembly, which do not see what the descriptor says.
    private static void AddModelAttribute(CodeWriter code, ModelSpec model)
    {
        if (model.CanRun)
        {
            string delivery = $"global::TypedRtx.Runtime.ModelDelivery.{model.Delivery}";
            IEnumerable<string> symbols = model.Symbols.Select(symbol => Literal.Of(symbol.Parameter));
            code.List("[global::TypedRtx.Runtime.OnnxModel(", [Literal.Of(model.ProgramPath), delivery, .. symbols], ")]");
        }
    }

    private static void AddList(CodeWriter code, IReadOnlyList<string> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        code.Line("/// <list type=\"bullet\">");
        foreach (string entry in entries.Take(MaxListed))
        {
            code.Line($"/// <item><description>{entry}</description></item>");
        }

        if (entries.Count > MaxListed)
        {
            code.Line($"/// <item><description>and {Number(entries.Count - MaxListed)} more.</description></item>");
        }

        code.Line("/// </list>");
    }

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
