using System.Globalization;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>
/// Compares a model file with the class compiled for it: names, types, ranks, fixed dimensions and the pattern of equal
/// symbols. The spelling of symbols, extra outputs, extra optional inputs, operator sets and the producer do not matter.
/// </summary>
internal static class SignatureFit
{
    public static void ThrowIfDifferent(ModelDescriptor model, ModelSource source, ModelSignature actual)
    {
        List<string> differences = Compare(model.Signature, actual);
        if (differences.Count > 0)
        {
            throw new ModelMismatchException(
                $"{model.Name}: '{source.Display}' does not fit the class that was compiled for {model.File}:\n"
                + string.Join('\n', differences.Select(difference => "  - " + difference))
                + "\nDeploy the model that the program was built with, or rebuild the program with this one.");
        }
    }

    public static List<string> Compare(ModelSignature compiled, ModelSignature actual)
    {
        List<string> differences = [];
        SymbolPairs pairs = new();

        // First the symbols that stand alone, wherever they do, so that arithmetic on them can be compared.
        PairSymbols(compiled.Inputs, actual.Inputs, pairs);
        PairSymbols(compiled.Outputs, actual.Outputs, pairs);
        CompareValues("input", compiled.Inputs, actual.Inputs, pairs, differences);
        CompareValues("output", compiled.Outputs, actual.Outputs, pairs, differences);
        foreach (ValueSignature input in actual.Inputs)
        {
            if (!input.IsOptional && compiled.Inputs.All(known => known.Name != input.Name))
            {
                differences.Add($"input '{input.Name}' {input.Type} is new and required; the class does not set it.");
            }
        }

        return differences;
    }

    private static void PairSymbols(
        EquatableArray<ValueSignature> compiled,
        EquatableArray<ValueSignature> actual,
        SymbolPairs pairs)
    {
        foreach (ValueSignature expected in compiled)
        {
            if (expected.Type is TensorType { Shape: { } shape }
                && actual.FirstOrDefault(value => value.Name == expected.Name)?.Type is TensorType { Shape: { } found }
                && shape.Count == found.Count)
            {
                for (int axis = 0; axis < shape.Count; axis++)
                {
                    pairs.Meet(shape[axis], found[axis]);
                }
            }
        }
    }

    private static void CompareValues(
        string role,
        EquatableArray<ValueSignature> compiled,
        EquatableArray<ValueSignature> actual,
        SymbolPairs pairs,
        List<string> differences)
    {
        foreach (ValueSignature expected in compiled)
        {
            string name = $"{role} '{expected.Name}'";
            ValueSignature? found = actual.FirstOrDefault(value => value.Name == expected.Name);
            if (found is null)
            {
                differences.Add($"{name} {expected.Type} is missing.");
            }
            else if (expected.Type is TensorType expectedTensor && found.Type is TensorType foundTensor)
            {
                CompareTensors(name, expectedTensor, foundTensor, pairs, differences);
            }
            else if (!IsSameKind(expected.Type, found.Type))
            {
                differences.Add($"{name} is {found.Type}, compiled as {expected.Type}.");
            }

            if (found is { IsOptional: false } && expected.IsOptional)
            {
                differences.Add($"{name} is required, compiled as optional.");
            }
        }
    }

    // The shapes inside of values bind nothing, so they may differ.
    private static bool IsSameKind(OnnxType expected, OnnxType found) => (expected, found) switch
    {
        (TensorType a, TensorType b) => a.Element == b.Element,
        (SequenceType a, SequenceType b) => IsSameKind(a.Element, b.Element),
        (MapType a, MapType b) => a.Key == b.Key && IsSameKind(a.Value, b.Value),
        (OptionalType a, OptionalType b) => IsSameKind(a.Element, b.Element),
        _ => expected == found,
    };

    private static void CompareTensors(string name, TensorType expected, TensorType found, SymbolPairs pairs, List<string> differences)
    {
        if (expected.Element != found.Element || expected.Shape?.Count != found.Shape?.Count)
        {
            differences.Add($"{name} is {found}, compiled as {expected}.");
            return;
        }

        for (int axis = 0; axis < (expected.Shape?.Count ?? 0); axis++)
        {
            if (!pairs.Match(expected.Shape!.Value[axis], found.Shape!.Value[axis]))
            {
                string number = axis.ToString(CultureInfo.InvariantCulture);
                differences.Add($"{name} axis {number} is {found.Shape.Value[axis]}, compiled as {expected.Shape.Value[axis]}: {found} against {expected}.");
            }
        }
    }
}
