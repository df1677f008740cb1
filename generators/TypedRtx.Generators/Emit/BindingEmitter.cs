using TypedRtx.Generators.Planning;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes the binding: memory of inputs and outputs, side by side.</summary>
internal static class BindingEmitter
{
    public static void Emit(CodeWriter code, ModelSpec model)
    {
        if (!model.CanBind)
        {
            return;
        }

        code.Separate();
        Docs.Summary(code, "Inputs and outputs allocated once: fill the inputs, run, read the outputs.");
        code.Line(GeneratedCode.Attribute);
        using (code.OpenBlock("public sealed class Binding : global::TypedRtx.ModelBinding"))
        {
            code.Line($"internal Binding({Names.Class(model)} model, scoped global::System.ReadOnlySpan<int> symbols)");
            code.Indented(": base(model, symbols)");
            code.OpenBlock().Dispose();
            foreach (TensorSpec input in model.RequiredInputs.Where(input => !input.IsValue))
            {
                AddProperty(code, input, "Input", InputType(input), InputValue(input));
            }

            foreach (TensorSpec input in model.Inputs.Where(input => input.IsValue))
            {
                AddValueProperty(code, input);
            }

            foreach (TensorSpec output in model.Outputs)
            {
                AddProperty(code, output, "Output", OutputType(output), OutputValue(output));
            }
        }
    }

    private static void AddProperty(CodeWriter code, TensorSpec tensor, string role, string type, string value)
    {
        code.Separate();
        Docs.Summary(code, Docs.Tensor(tensor, role));
        Docs.Exception(code, "System.ObjectDisposedException", "The binding was disposed.");
        code.Line(Names.Attribute(tensor));
        code.Line($"public {type} {Names.BindingMember(tensor)} => {value};");
    }

    private static void AddValueProperty(CodeWriter code, TensorSpec input)
    {
        string type = Values.Type(input);
        string index = RunSteps.Number(input.Index);
        code.Separate();
        Docs.Summary(code, Docs.Tensor(input, "Input"));
        code.Line($"/// <value>Copied when it is set{(input.IsOptional ? "; null at first" : "; to be set before the first run")}.</value>");
        Docs.Exception(code, "System.ObjectDisposedException", "The binding was disposed.");
        code.Line(Names.Attribute(input));
        using (code.OpenBlock($"public {type} {Names.BindingMember(input)}"))
        {
            string read = $"WrittenValue<{type.TrimEnd('?')}>({index})";
            code.Line($"get => {read}{(input.IsOptional ? "" : "!")};");
            code.Line($"set => WriteValue({index}, {Values.Write("value")});");
        }
    }

    private static string InputType(TensorSpec input) => input switch
    {
        { IsScalar: true } => $"ref {Names.Element(input)}",
        { IsFamily: true } => $"global::TypedRtx.SpanFamily<{Names.Element(input)}>",
        _ => Names.IsPacked(input) ? Names.Tensor(input) : $"global::System.Span<{Names.Element(input)}>",
    };

    private static string InputValue(TensorSpec input)
    {
        string memory = $"Input{(input.IsFamily ? "Family" : "")}<{Names.Element(input)}>({Names.Index(input)})";
        return input.IsScalar ? $"ref {memory}[0]" : Names.Packed(input) + memory;
    }

    /// <summary>The type of an output where it stays in place.</summary>
    public static string OutputType(TensorSpec output) => output switch
    {
        { IsValue: true } => Values.Type(output),
        { IsScalar: true } => Names.Element(output),
        { IsFamily: true } => Names.Family(output),
        _ => Names.View(output),
    };

    /// <summary>What reads an output in a class that keeps it in place.</summary>
    public static string OutputValue(TensorSpec output) => output.IsValue
        ? $"ReadValue({RunSteps.Number(output.Index)}).{Values.Read(output)}"
        : $"{Names.Packed(output)}{OutputMethod(output)}<{Names.Element(output)}>({Names.Index(output)})";

    private static string OutputMethod(TensorSpec output) =>
        output.IsScalar ? "OutputScalar" : output.IsFamily ? "OutputFamily" : "Output";
}
