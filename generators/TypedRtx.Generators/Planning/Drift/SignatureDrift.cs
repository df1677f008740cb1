using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning.Drift;

/// <summary>Compares what a model promises with what was approved of it, line by line of the approved text.</summary>
internal static class SignatureDrift
{
    private const int FirstLine = 1;

    /// <summary>The differences in the order of the approved lines; none when both promise the same.</summary>
    public static IReadOnlyList<DriftChange> Compare(ModelSignature approved, ModelSignature current)
    {
        List<DriftChange> changes = [];
        CompareOpsets(approved, current, changes);
        int inputs = FirstLine + approved.Opsets.Count;
        int outputs = inputs + approved.Inputs.Count;
        SymbolRenames renames = SymbolRenames.Find(approved, current);
        AddRenames(approved, renames, inputs, changes);
        ValueDrift.Compare("input", approved.Inputs, current.Inputs, inputs, renames, changes);
        ValueDrift.Compare("output", approved.Outputs, current.Outputs, outputs, renames, changes);
        return [.. changes.OrderBy(change => change.Line)];
    }

    private static void AddRenames(
        ModelSignature approved,
        SymbolRenames renames,
        int firstLine,
        List<DriftChange> changes)
    {
        HashSet<string> told = new(StringComparer.Ordinal);
        int line = firstLine;
        foreach (ValueSignature value in approved.Inputs.Concat(approved.Outputs))
        {
            foreach (string symbol in TypeSymbols.Of(value.Type))
            {
                if (renames.NewNameOf(symbol) is { } renamed && told.Add(symbol))
                {
                    changes.Add(new DriftChange(
                        line,
                        $"symbol {DimensionExpression.Symbol(symbol)} was renamed to {DimensionExpression.Symbol(renamed)}"));
                }
            }

            line++;
        }
    }

    private static void CompareOpsets(ModelSignature approved, ModelSignature current, List<DriftChange> changes)
    {
        for (int i = 0; i < approved.Opsets.Count; i++)
        {
            OpsetImport before = approved.Opsets[i];
            OpsetImport? after = current.Opsets.FirstOrDefault(opset => DomainOf(opset) == DomainOf(before));
            if (after?.Version != before.Version)
            {
                string version = DimensionExpression.Number(before.Version);
                changes.Add(new DriftChange(FirstLine + i, TextOf(before) + (after is null
                    ? $" {version} was removed"
                    : $" {version} → {DimensionExpression.Number(after.Version)}")));
            }
        }

        changes.AddRange(current.Opsets
            .Where(after => approved.Opsets.All(before => DomainOf(before) != DomainOf(after)))
            .Select(after => new DriftChange(
                approved.Opsets.Count,
                $"{TextOf(after)} {DimensionExpression.Number(after.Version)} was added")));
    }

    private static string TextOf(OpsetImport opset) => "opset " + SignatureText.Quote(opset.Domain);

    // "ai.onnx" is the long name of "".
    private static string DomainOf(OpsetImport opset) => opset.Domain == "ai.onnx" ? "" : opset.Domain;
}
