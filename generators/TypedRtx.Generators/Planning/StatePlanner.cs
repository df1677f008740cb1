using TypedRtx.Generators.Diagnostics;
using TypedRtx.Generators.Inputs;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>Decides what a class offers of its model's state, and says what was recognised and what was not.</summary>
internal static class StatePlanner
{
    private const int MaxListed = 8;

    /// <summary>The state; null where the model keeps none.</summary>
    public static StateSpec? Plan(
        ModelSignature signature,
        ShapePlan shapes,
        TensorPlan tensors,
        FileMetadata metadata,
        List<DiagnosticInfo> diagnostics)
    {
        StatePlan plan = StatePlan.From(signature, shapes);
        foreach (RejectedState rejected in plan.Rejected.Take(MaxListed))
        {
            string name = SignatureText.Quote(signature.Inputs[rejected.Input].Name);
            diagnostics.Add(DiagnosticInfo.Create(Descriptors.StateRejected, metadata.Source, metadata.File, name, rejected.Reason));
        }

        // A member that stands for several tensors is state or not, and a step needs something to go on.
        bool isWhole = tensors.Inputs.All(input => IsAllOrNone(input, plan.HoldsInput))
            && tensors.Outputs.All(output => IsAllOrNone(output, plan.HoldsOutput));
        if (plan.HasState && tensors.CanRun && !isWhole)
        {
            TensorSpec mixed = tensors.Inputs.FirstOrDefault(input => !IsAllOrNone(input, plan.HoldsInput))
                ?? tensors.Outputs.First(output => !IsAllOrNone(output, plan.HoldsOutput));
            diagnostics.Add(DiagnosticInfo.Create(
                Descriptors.StateRejected,
                metadata.Source,
                metadata.File,
                SignatureText.Quote(signature.Inputs[plan.Pairs[0].Input].Name),
                $"{SignatureText.Quote(mixed.Name)} is state in part only; name one of its tensors with TypedRtxRename to set them apart"));
        }

        if (!plan.HasState || !tensors.CanRun || !isWhole)
        {
            return null;
        }

        TensorSpec[] inputs =
        [
            .. tensors.Inputs.Where(input => !input.IsOptional && !plan.HoldsInput(input.Index) && !IsFilled(plan, input)),
        ];
        StateSpec state = new(
            Links(signature, plan, tensors).ToEquatableArray(),
            tensors.Inputs.Where(input => plan.HoldsInput(input.Index)).ToEquatableArray(),
            inputs.ToEquatableArray(),
            tensors.Inputs.Where(input => IsFilled(plan, input)).Select(input => input with { IsOptional = true }).ToEquatableArray(),
            tensors.Outputs.Where(output => !plan.HoldsOutput(output.Index)).ToEquatableArray(),
            plan.StepSymbols,
            plan.FixedSymbols,
            plan.GrowthSymbols.Count > 0,
            plan.CanRewind);
        diagnostics.Add(DiagnosticInfo.Create(Descriptors.StateFound, metadata.Source, metadata.File, Describe(state)));
        return state;
    }

    private static bool IsAllOrNone(TensorSpec tensor, Func<int, bool> isState) =>
        tensor.Indexes.All(isState) || !tensor.Indexes.Any(isState);

    private static bool IsFilled(StatePlan plan, TensorSpec input) =>
        !input.IsFamily && plan.Filled.Any(filled => filled.Input == input.Index);

    private static IEnumerable<StateLink> Links(ModelSignature signature, StatePlan plan, TensorPlan tensors) => tensors.Inputs
        .Where(input => plan.HoldsInput(input.Index))
        .Select(input =>
        {
            int output = plan.Pairs.First(pair => pair.Input == input.Index).Output;
            string name = tensors.Outputs.FirstOrDefault(tensor => tensor.Indexes.Contains(output))?.Name ?? signature.Outputs[output].Name;
            return new StateLink(input.Name, name);
        });

    private static string Describe(StateSpec state)
    {
        string links = string.Join(", ", state.Pairs.Take(MaxListed)
            .Select(link => $"{SignatureText.Quote(link.Input)} ← {SignatureText.Quote(link.Output)}"));
        string more = state.Pairs.Count > MaxListed ? ", …" : "";
        string filled = state.Filled.Count == 0 ? "" : "; filled in: " + string.Join(", ", state.Filled.Select(input => SignatureText.Quote(input.Name)));
        return links + more + filled;
    }
}
