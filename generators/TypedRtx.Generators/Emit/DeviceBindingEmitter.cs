using TypedRtx.Generators.Planning;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes the device binding: inputs and outputs where the model computes, side by side.</summary>
internal static class DeviceBindingEmitter
{
    public static void Emit(CodeWriter code, ModelSpec model)
    {
        if (!model.CanBindDevice)
        {
            return;
        }

        code.Separate();
        Docs.Summary(code, "Inputs and outputs allocated once where the model computes: copy in what changed, run, copy out what is needed.");
        AddRemarks(code, model);
        code.Line(GeneratedCode.Attribute);
        using (code.OpenBlock("public sealed class DeviceBinding : global::TypedRtx.ModelDeviceBinding"))
        {
            code.Line($"internal DeviceBinding({Names.Class(model)} model, scoped global::System.ReadOnlySpan<int> symbols)");
            code.Indented(": base(model, symbols)");
            code.OpenBlock().Dispose();
            foreach (TensorSpec input in model.RequiredInputs)
            {
                AddProperty(code, input, "Input");
            }

            foreach (TensorSpec output in model.Outputs.Where(output => output.IsForDevices))
            {
                AddProperty(code, output, "Output");
            }
        }
    }

    private static void AddRemarks(CodeWriter code, ModelSpec model)
    {
        TensorSpec[] left = [.. model.Outputs.Where(output => !output.IsForDevices)];
        if (left.Length > 0)
        {
            string names = string.Join(", ", left.Select(output => XmlText.Code(output.Name)));
            code.Line("/// <remarks>");
            code.Line($"/// Devices hold tensors of numbers alone. Not offered here, and not computed: {names}.");
            code.Line("/// </remarks>");
        }
    }

    private static void AddProperty(CodeWriter code, TensorSpec tensor, string role)
    {
        code.Separate();
        Docs.Summary(code, Docs.Tensor(tensor, role));
        if (Names.IsPacked(tensor))
        {
            string perByte = RunSteps.Number(8 / ElementTypes.BitsOf(tensor.Element));
            code.Line($"/// <value>Its bytes, {perByte} elements each, the first in the lowest bits. The shape counts elements.</value>");
        }

        Docs.Exception(code, "System.ObjectDisposedException", "The binding was disposed.");
        code.Line(Names.Attribute(tensor));
        string element = Names.IsPacked(tensor) ? "byte" : Names.Element(tensor);
        string type = $"global::TypedRtx.DeviceTensor<{element}>";
        string list = tensor.IsFamily ? $"global::System.Collections.Generic.IReadOnlyList<{type}>" : type;
        code.Arrow(
            $"public {list} {Names.BindingMember(tensor)}",
            $"{role}{(tensor.IsFamily ? "Family" : "")}<{element}>({Names.Index(tensor)})");
    }
}
