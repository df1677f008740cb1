using System.Globalization;
using TypedRtx.Generators.Diagnostics;
using TypedRtx.Generators.Inputs;
using TypedRtx.Generators.Planning.Families;
using TypedRtx.Generators.Planning.Naming;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>Names the inputs, outputs and symbols of a model and sorts out what has no C# form.</summary>
internal static class TensorPlanner
{
    public static TensorPlan Plan(
        ModelSignature signature,
        ShapePlan shapes,
        FileMetadata metadata,
        List<DiagnosticInfo> diagnostics)
    {
        // A tensor that the project names itself stands alone.
        HashSet<string> named = RenamePlanner.Mentioned(metadata);
        IReadOnlyList<ValueGroup> inputGroups = FamilyFinder.Group(signature.Inputs, named);
        IReadOnlyList<ValueGroup> outputGroups = FamilyFinder.Group(signature.Outputs, named);
        GivenNames given = RenamePlanner.Plan(inputGroups, outputGroups, SymbolNames.Of(signature, shapes), metadata, diagnostics);
        ModelNames names = ModelNames.Of(signature, shapes, inputGroups, outputGroups, given);
        NameDiagnostics.Report(names, metadata, diagnostics);

        List<TensorSpec> inputs = Typed(signature.Inputs, shapes.Inputs, inputGroups, names.Inputs, names.BindingInputs);
        List<TensorSpec> outputs = Typed(signature.Outputs, shapes.Outputs, outputGroups, names.Outputs, names.BindingOutputs);

        // A run that asks for no output is an error of the backend, so there must be one to offer.
        bool hasOutput = outputs.Count > 0 || signature.Outputs.Count == 0;
        bool canRun = hasOutput && signature.Inputs.All(input => input.IsOptional || IsTyped(input));
        ReportUntyped(signature.Inputs, "Input", metadata, canRun, hasOutput, diagnostics);
        ReportUntyped(signature.Outputs, "Output", metadata, canRun, hasOutput, diagnostics);

        return new TensorPlan(
            NamesOf(signature.Inputs, inputs, input => input.Parameter),
            NamesOf(signature.Outputs, outputs, output => output.Member),
            inputs.ToEquatableArray(),
            outputs.ToEquatableArray(),
            Symbols(signature, shapes, names),
            canRun,
            inputs.All(input => input.IsValue || input.Indexes.All(index => shapes.Inputs[index] is not null)));
    }

    private static bool IsTyped(ValueSignature value) => ValueForm.Of(value.Type) is not null;

    private static List<TensorSpec> Typed(
        EquatableArray<ValueSignature> values,
        IReadOnlyList<PlannedShape?> shapes,
        IReadOnlyList<ValueGroup> groups,
        IReadOnlyList<AssignedName> names,
        IReadOnlyList<string> bindingMembers)
    {
        List<TensorSpec> typed = [];
        for (int i = 0; i < groups.Count; i++)
        {
            OnnxType type = groups[i].Type;
            if (ValueForm.Of(type) is { } form)
            {
                typed.Add(new TensorSpec(
                    groups[i].Indexes,
                    groups[i].Name,
                    type.ToString(),
                    TypeOverSymbols(groups[i], shapes),
                    form.Kind,
                    form.Element,
                    form.Key,
                    type is TensorType { Shape.Count: 0 },
                    values[groups[i].Index].IsOptional || type is OptionalType,
                    names[i].Name,
                    bindingMembers[i],
                    ParameterName.From(names[i].Name)));
            }
        }

        return typed;
    }

    private static string TypeOverSymbols(ValueGroup group, IReadOnlyList<PlannedShape?> shapes) =>
        group.Type is TensorType tensor
        && shapes[group.Index] is { } shape
        && group.Indexes.All(index => shape.Equals(shapes[index]))
            ? $"{ElementTypes.NameOf(tensor.Element)}[{string.Join(", ", shape.Dimensions)}]"
            : group.Type.ToString();

    private static EquatableArray<string> NamesOf(
        EquatableArray<ValueSignature> values,
        List<TensorSpec> typed,
        Func<TensorSpec, string> name)
    {
        string[] names = [.. values.Select(_ => "")];
        foreach (TensorSpec tensor in typed)
        {
            for (int i = 0; i < tensor.Indexes.Count; i++)
            {
                string number = tensor.IsFamily ? $"[{i.ToString(CultureInfo.InvariantCulture)}]" : "";
                names[tensor.Indexes[i]] = name(tensor) + number;
            }
        }

        return names.ToEquatableArray();
    }

    private static EquatableArray<SymbolSpec> Symbols(ModelSignature signature, ShapePlan shapes, ModelNames names) =>
        shapes.Symbols
            .Select((symbol, i) => new SymbolSpec(
                names.Symbols[i].Raw,
                signature.Inputs[symbol.Input].Name,
                symbol.Axis,
                names.Symbols[i].Name,
                ParameterName.From(names.Symbols[i].Name)))
            .ToEquatableArray();

    private static void ReportUntyped(
        EquatableArray<ValueSignature> values,
        string role,
        FileMetadata metadata,
        bool canRun,
        bool hasOutput,
        List<DiagnosticInfo> diagnostics)
    {
        foreach (ValueSignature value in values.Where(value => !IsTyped(value)))
        {
            string consequence = role == "Input" && !value.IsOptional
                ? "it is required, so the class holds the signature alone"
                : canRun ? "it is left out, the rest of the model is generated"
                : role == "Output" && !hasOutput ? "no output is left, so the class holds the signature alone"
                : "it is left out";
            diagnostics.Add(DiagnosticInfo.Create(
                Descriptors.NotTyped,
                metadata.Source,
                role,
                SignatureText.Quote(value.Name),
                metadata.File,
                value.Type.ToString()!,
                consequence));
        }
    }
}
