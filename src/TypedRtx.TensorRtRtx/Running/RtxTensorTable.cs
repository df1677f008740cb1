using System.Globalization;
using System.Runtime.InteropServices;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>Holds the inputs and outputs of an engine against the model that it was built from.</summary>
internal static unsafe class RtxTensorTable
{
    private const int Input = 1;
    private const int Output = 2;

    /// <summary>The tensors in the order of the model's signature.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="model">The class that the engine is to serve.</param>
    /// <returns>Inputs and outputs; null where the engine has no such tensor, because nothing depends on it.</returns>
    /// <exception cref="ModelMismatchException">The engine is another model's; the message lists every difference.</exception>
    public static (RtxTensor?[] Inputs, RtxTensor?[] Outputs) Read(EngineApi engine, ModelDescriptor model)
    {
        List<string> differences = [];
        Dictionary<string, RtxTensor> inputs = new(StringComparer.Ordinal);
        Dictionary<string, RtxTensor> outputs = new(StringComparer.Ordinal);
        int count = engine.GetTensorCount();
        for (int i = 0; i < count; i++)
        {
            byte* name = engine.GetTensorName(i);
            string? text = Marshal.PtrToStringUTF8((nint)name);
            int mode = text is null ? 0 : engine.GetTensorMode(name);
            if (text is null || mode is not (Input or Output))
            {
                string which = text is null ? i.ToString(CultureInfo.InvariantCulture) : $"'{text}'";
                differences.Add($"tensor {which} of the engine is neither an input nor an output.");
                continue;
            }

            string display = $"{(mode == Input ? "input" : "output")} '{text}'";
            if (Describe(engine, name, text, display, differences) is { } tensor)
            {
                (mode == Input ? inputs : outputs)[text] = tensor;
            }
        }

        RtxTensor?[] inputTable = [.. model.Signature.Inputs.Select(value => Match("input", value, inputs, differences))];
        RtxTensor?[] outputTable = [.. model.Signature.Outputs.Select(value => Match("output", value, outputs, differences))];
        AddUnknown("input", inputs.Keys, model.Signature.Inputs, differences);
        if (differences.Count == 0)
        {
            return (inputTable, outputTable);
        }

        throw new ModelMismatchException(
            $"{model.Name}: the engine does not fit the class that was compiled for {model.File}:\n"
            + string.Join('\n', differences.Select(difference => "  - " + difference))
            + "\nBuild the engine from the model that the program was built with.");
    }

    private static RtxTensor? Describe(EngineApi engine, byte* name, string text, string display, List<string> differences)
    {
        int type = engine.GetTensorDataType(name);
        if (RtxDataType.From(type) is not { } element)
        {
            string number = type.ToString(CultureInfo.InvariantCulture);
            differences.Add($"{display} has elements of type {number} of TensorRT for RTX, which this version of TypedRtx does not know.");
            return null;
        }

        return new RtxTensor(text, element, engine.GetTensorLocation(name) == 1, engine.GetTensorShape(name));
    }

    private static RtxTensor? Match(
        string role, ValueSignature value, Dictionary<string, RtxTensor> tensors, List<string> differences)
    {
        if (!tensors.TryGetValue(value.Name, out RtxTensor? tensor))
        {
            // An input that nothing depends on is no part of an engine, and a default that the model holds is a constant there.
            if (role == "output")
            {
                differences.Add($"{role} '{value.Name}' {value.Type} is missing.");
            }

            return null;
        }

        if (value.Type is not TensorType expected || expected.Element != tensor.Element || !Fits(expected, tensor.Shape))
        {
            string where = tensor.IsOnHost ? ", on the host" : "";
            differences.Add(
                $"{role} '{value.Name}' is {ElementTypes.NameOf(tensor.Element)}{tensor.Shape}{where}, compiled as {value.Type}.");
        }

        return tensor;
    }

    private static bool Fits(TensorType expected, RtxDims found)
    {
        if (expected.Shape is not { } shape || found.Rank < 0)
        {
            return true;
        }

        if (shape.Count != found.Rank)
        {
            return false;
        }

        for (int axis = 0; axis < shape.Count; axis++)
        {
            if (shape[axis].Value is { } length && found.Values[axis] >= 0 && found.Values[axis] != length)
            {
                return false;
            }
        }

        return true;
    }

    private static void AddUnknown(
        string role, IEnumerable<string> names, EquatableArray<ValueSignature> known, List<string> differences)
    {
        foreach (string name in names.Order(StringComparer.Ordinal))
        {
            if (known.All(value => value.Name != name))
            {
                differences.Add($"{role} '{name}' is new; the class does not set it.");
            }
        }
    }
}
