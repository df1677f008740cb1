using TypedRtx.Generators.Inputs;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning.Drift;

/// <summary>What a model promises today.</summary>
/// <param name="Model">The model, as <see cref="FileMetadata.Model"/> tells it from others.</param>
/// <param name="Signature">Inputs, outputs and operator sets; null where the model cannot be read.</param>
internal sealed record CurrentModel(string Model, ModelSignature? Signature)
{
    // Relations and inferred shapes are what we found out ourselves; better findings are no drift.
    public static CurrentModel From(ModelInput input) => new(
        input.Metadata.Model,
        input.Reading.Signature is { } signature
            ? signature with { Relations = EquatableArray<SymbolRelation>.Empty, Inferred = EquatableArray<InferredShape>.Empty }
            : null);
}
