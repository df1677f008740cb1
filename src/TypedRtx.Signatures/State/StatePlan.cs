namespace TypedRtx.Signatures;

/// <summary>
/// Which inputs of a model are outputs of its last run: the key/value caches of a decoder, the hidden state of a recurrent
/// network. The generator makes a class of it that threads them, the runtime moves the memory; both read this plan.
/// </summary>
/// <param name="Pairs">The inputs and the outputs that become them, in the order of the inputs.</param>
/// <param name="GrowthSymbols">The indexes of the free symbols that are the length of the state; empty when nothing grows.</param>
/// <param name="FixedSymbols">The indexes of the other free symbols in the shapes of the state, which stay as they are.</param>
/// <param name="StepSymbols">The indexes of the symbols that the other required inputs decide in each step.</param>
/// <param name="Filled">The other inputs that follow from the length.</param>
/// <param name="Rejected">What looks like state and is none.</param>
public sealed record StatePlan(
    EquatableArray<StatePair> Pairs,
    EquatableArray<int> GrowthSymbols,
    EquatableArray<int> FixedSymbols,
    EquatableArray<int> StepSymbols,
    EquatableArray<FilledInput> Filled,
    EquatableArray<RejectedState> Rejected)
{
    /// <summary>Whether the model keeps state at all.</summary>
    public bool HasState => Pairs.Count > 0;

    /// <summary>Whether every part of the state grows, so that it can be cut back to an earlier length.</summary>
    public bool CanRewind => HasState && Pairs.All(pair => pair.Axis >= 0);

    /// <summary>Finds the state of a model.</summary>
    public static StatePlan From(ModelSignature signature, ShapePlan shapes) => StateFinder.Find(signature, shapes);

    /// <summary>Whether an input is part of the state.</summary>
    public bool HoldsInput(int input) => Pairs.Any(pair => pair.Input == input);

    /// <summary>Whether an output is part of the state.</summary>
    public bool HoldsOutput(int output) => Pairs.Any(pair => pair.Output == output);
}

/// <summary>An input and the output that becomes it in the next run.</summary>
/// <param name="Input">The index of the input.</param>
/// <param name="Output">The index of the output.</param>
/// <param name="Axis">The axis that grows; -1 when both have one shape.</param>
public readonly record struct StatePair(int Input, int Output, int Axis);

/// <summary>An input whose values follow from the length of the state.</summary>
/// <param name="Input">The index of the input.</param>
/// <param name="Rule">How.</param>
public readonly record struct FilledInput(int Input, FillRule Rule);

/// <summary>An input that looks like state and is none.</summary>
/// <param name="Input">The index of the input.</param>
/// <param name="Reason">Why it stays a plain input.</param>
public sealed record RejectedState(int Input, string Reason);

/// <summary>How the values of an input follow from the length of the state.</summary>
public enum FillRule
{
    /// <summary>1 (or true) everywhere: a mask over the state and the new positions that hides none.</summary>
    Ones,

    /// <summary>The positions of what is new along the last axis: length, length + 1, …</summary>
    Positions,

    /// <summary>The length before the step.</summary>
    LengthBefore,

    /// <summary>The length after the step.</summary>
    LengthAfter,

    /// <summary>The last position after the step: its length less 1.</summary>
    LastPosition,

    /// <summary>Whether there is anything in the state before the step: 0 or 1.</summary>
    IsContinued,
}
