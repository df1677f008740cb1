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
            foreach (TensorSpec input in model.RequiredInputs)
            {
                AddProperty(code, input, "Input", InputType(input), InputValue(input));
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

    private static string InputType(TensorSpec input) => input.IsScalar
        ? $"ref {Names.Element(input)}"
        : Names.IsPacked(input) ? Names.Tensor(input) : $"global::System.Span<{Names.Element(input)}>";

    private static string InputValue(TensorSpec input)
    {
        string memory = $"Input<{Names.Element(input)}>({RunSteps.Number(input.Index)})";
        return input.IsScalar ? $"ref {memory}[0]" : Names.Packed(input) + memory;
    }

    private static string OutputType(TensorSpec output) => output.IsScalar ? Names.Element(output) : Names.View(output);

    private static string OutputValue(TensorSpec output) =>
        $"{Names.Packed(output)}{(output.IsScalar ? "OutputScalar" : "Output")}<{Names.Element(output)}>({RunSteps.Number(output.Index)})";
}
