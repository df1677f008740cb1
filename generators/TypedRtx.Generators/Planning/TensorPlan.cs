using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>The inputs, outputs and symbols of a model with their names.</summary>
internal sealed record TensorPlan(
    EquatableArray<string> InputNames,
    EquatableArray<string> OutputNames,
    EquatableArray<TensorSpec> Inputs,
    EquatableArray<TensorSpec> Outputs,
    EquatableArray<SymbolSpec> Symbols,
    bool CanRun,
    bool CanBind);
