using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>Everything that is written about one model.</summary>
/// <param name="HintName">The name of the generated source.</param>
/// <param name="Namespace">The namespace, without escapes.</param>
/// <param name="ClassName">The class, without escapes.</param>
/// <param name="Accessibility">The class's accessibility; empty to leave it to the user's half of the class.</param>
/// <param name="File">The name of the model file.</param>
/// <param name="ProgramPath">Where the program finds the model.</param>
/// <param name="Delivery">How the model reaches the program.</param>
/// <param name="Signature">The <c>.onnxsig</c> text.</param>
/// <param name="InputNames">The C# parameter of each input of the signature; empty where it has none.</param>
/// <param name="OutputNames">The C# property of each output of the signature; empty where it has none.</param>
/// <param name="Inputs">The typed inputs in file order.</param>
/// <param name="Outputs">The typed outputs in file order.</param>
/// <param name="Symbols">The free symbols.</param>
/// <param name="Relations">The symbols that follow from others.</param>
/// <param name="CanRun">Whether every required input and at least one output are typed.</param>
/// <param name="CanBind">Whether the symbols decide the shape of every input.</param>
/// <param name="Shapes">The outputs whose shapes follow from the symbols.</param>
/// <param name="State">What it hands from run to run; null when nothing.</param>
/// <param name="Profiles">The optimization profiles.</param>
internal sealed record ModelSpec(
    string HintName,
    string Namespace,
    string ClassName,
    string Accessibility,
    string File,
    string ProgramPath,
    Delivery Delivery,
    string Signature,
    EquatableArray<string> InputNames,
    EquatableArray<string> OutputNames,
    EquatableArray<TensorSpec> Inputs,
    EquatableArray<TensorSpec> Outputs,
    EquatableArray<SymbolSpec> Symbols,
    EquatableArray<SymbolRelation> Relations,
    bool CanRun,
    bool CanBind,
    EquatableArray<ShapeMember> Shapes,
    StateSpec? State,
    EquatableArray<ProfileSpec> Profiles = default)
{
    /// <summary>The namespace and the class.</summary>
    public string FullName => $"{Namespace}.{ClassName}";

    /// <summary>Whether a device can hold all that has to be given, and an output. What may be left out is left out there.</summary>
    public bool CanBindDevice => CanBind
        && Inputs.All(input => input.IsForDevices || (input.IsOptional && !input.IsValue))
        && Outputs.Any(output => output.IsForDevices);

    public IEnumerable<TensorSpec> RequiredInputs => Inputs.Where(input => !input.IsOptional);

    public IEnumerable<TensorSpec> OptionalInputs => Inputs.Where(input => input.IsOptional);
}
