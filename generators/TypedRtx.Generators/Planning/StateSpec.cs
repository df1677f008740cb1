using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>What is written about the state of a model.</summary>
/// <param name="Pairs">Each input and the output that becomes it, as messages name them.</param>
/// <param name="Held">The inputs that are state.</param>
/// <param name="Inputs">The inputs that a step takes.</param>
/// <param name="Filled">The inputs that a step fills where they are not given.</param>
/// <param name="Outputs">The outputs that are no state.</param>
/// <param name="StepSymbols">The indexes of the symbols that a step decides.</param>
/// <param name="FixedSymbols">The indexes of the symbols that a state is made with.</param>
/// <param name="Grows">Whether a part of it grows.</param>
/// <param name="CanRewind">Whether every part of it grows.</param>
internal sealed record StateSpec(
    EquatableArray<StateLink> Pairs,
    EquatableArray<TensorSpec> Held,
    EquatableArray<TensorSpec> Inputs,
    EquatableArray<TensorSpec> Filled,
    EquatableArray<TensorSpec> Outputs,
    EquatableArray<int> StepSymbols,
    EquatableArray<int> FixedSymbols,
    bool Grows,
    bool CanRewind);

/// <summary>An input and the output that becomes it, by their ONNX names.</summary>
internal readonly record struct StateLink(string Input, string Output);
