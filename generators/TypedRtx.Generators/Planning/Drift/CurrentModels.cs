using System.Collections.Immutable;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning.Drift;

/// <summary>All models of the project, to be looked up by what is approved of them.</summary>
internal sealed record CurrentModels(EquatableArray<CurrentModel> Models)
{
    public static CurrentModels From(ImmutableArray<CurrentModel> models) => new(models.ToEquatableArray());

    public ModelSignature? SignatureOf(string model) =>
        Models.FirstOrDefault(current => current.Model == model)?.Signature;
}
