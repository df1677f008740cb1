using TypedRtx.Generators.Planning.Families;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning.Naming;

/// <summary>The C# names of a model's inputs, outputs and symbols, by their index among the groups or in the shape plan.</summary>
/// <param name="Inputs">The inputs' properties.</param>
/// <param name="Outputs">The outputs' properties.</param>
/// <param name="Symbols">The symbols' properties.</param>
/// <param name="BindingInputs">The inputs' properties where outputs stand beside them.</param>
/// <param name="BindingOutputs">The outputs' properties where inputs stand beside them.</param>
internal sealed record ModelNames(
    IReadOnlyList<AssignedName> Inputs,
    IReadOnlyList<AssignedName> Outputs,
    IReadOnlyList<AssignedName> Symbols,
    IReadOnlyList<string> BindingInputs,
    IReadOnlyList<string> BindingOutputs)
{
    /// <summary>All names: inputs, outputs, symbols.</summary>
    public IEnumerable<AssignedName> All => Inputs.Concat(Outputs).Concat(Symbols);

    /// <summary>Names everything in a model; what the project named itself keeps its name.</summary>
    public static ModelNames Of(
        ModelSignature signature,
        ShapePlan shapes,
        IReadOnlyList<ValueGroup> inputGroups,
        IReadOnlyList<ValueGroup> outputGroups,
        GivenNames given)
    {
        IReadOnlyList<AssignedName> inputs = NameTable.Assign(
            [.. inputGroups.Select(input => input.Raw)], NameRole.Input, given: given, avoided: given.Of(NameRole.Dim));
        IReadOnlyList<AssignedName> outputs =
            NameTable.Assign([.. outputGroups.Select(output => output.Raw)], NameRole.Output, given: given);

        // A method takes the inputs and the symbols side by side, and so do the objects made of its parameters.
        IReadOnlyList<AssignedName> symbols = NameTable.Assign(
            SymbolNames.Of(signature, shapes), NameRole.Dim, [.. inputs.Select(input => input.Name)], given);
        return new ModelNames(
            inputs,
            outputs,
            symbols,
            Apart(inputs, outputs, NameRole.Input),
            Apart(outputs, inputs, NameRole.Output));
    }

    /// <summary>The names, with the role before those that the other list has too; a chosen name yields to a chosen one alone.</summary>
    private static IReadOnlyList<string> Apart(
        IReadOnlyList<AssignedName> names,
        IReadOnlyList<AssignedName> others,
        NameRole role)
    {
        HashSet<string> taken = [.. others.Select(other => NameTable.Fold(other.Name))];
        HashSet<string> chosen = [.. others.Where(other => other.IsGiven).Select(other => NameTable.Fold(other.Name))];
        HashSet<string> all = [.. taken, .. names.Select(name => NameTable.Fold(name.Name))];
        return
        [
            .. names.Select(name => (name.IsGiven ? chosen : taken).Contains(NameTable.Fold(name.Name))
                ? Prefixed(name, role, all)
                : name.Name),
        ];
    }

    private static string Prefixed(AssignedName name, NameRole role, HashSet<string> taken)
    {
        string prefixed = role + name.Name;
        return taken.Contains(NameTable.Fold(prefixed))
            ? MemberName.WithHash(prefixed, name.Raw, Fnv1a.MaxDigits)
            : prefixed;
    }
}
