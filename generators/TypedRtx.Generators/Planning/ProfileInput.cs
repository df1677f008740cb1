using TypedRtx.Generators.Inputs;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>A planned model and the profiles that attributes on its class declare.</summary>
internal sealed record ProfileInput(ModelPlan Plan, EquatableArray<ProfileDeclaration> Attributes)
{
    public static ProfileInput Join(ModelPlan plan, ProfileTable profiles) =>
        new(plan, plan.Spec is { } spec ? profiles.Of(spec.FullName) : default);
}
