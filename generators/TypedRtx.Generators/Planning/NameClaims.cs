using System.Collections.Immutable;
using TypedRtx.Generators.Diagnostics;
using TypedRtx.Generators.Planning.Naming;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>The claims that more than one file makes, or that differ in nothing but case. Usually empty.</summary>
internal sealed record NameClaims(EquatableArray<NameClaim> Disputed)
{
    public static NameClaims From(ImmutableArray<NameClaim> claims) => new(claims
        .Where(claim => claim.FullName.Length > 0)
        .GroupBy(claim => claim.FullName, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1)
        .SelectMany(group => group)
        .OrderBy(claim => claim.FullName, StringComparer.Ordinal)
        .ThenBy(claim => claim.Path, StringComparer.Ordinal)
        .ToEquatableArray());

    /// <summary>
    /// The plan itself, or without its class where another file comes first, or with a hint name of its own where names
    /// differ by case alone, which hint names do not tell apart.
    /// </summary>
    public static ModelPlan Resolve(ModelPlan plan, NameClaims claims)
    {
        if (plan.Spec is not { } spec || claims.Disputed.Count == 0)
        {
            return plan;
        }

        NameClaim? first = claims.Disputed.FirstOrDefault(claim => claim.FullName == spec.FullName);
        if (first is null)
        {
            return plan;
        }

        if (first.Path != plan.Path)
        {
            DiagnosticInfo duplicate = DiagnosticInfo.Create(
                Descriptors.DuplicateClass, plan.Source, spec.ProgramPath, first.ProgramPath, spec.FullName);
            return plan with { Spec = null, Diagnostics = plan.Diagnostics.Append(duplicate).ToEquatableArray() };
        }

        bool differsByCase = claims.Disputed.Any(claim =>
            claim.FullName != spec.FullName
            && string.Equals(claim.FullName, spec.FullName, StringComparison.OrdinalIgnoreCase));
        return differsByCase
            ? plan with { Spec = spec with { HintName = $"{spec.FullName}.{Fnv1a.Hex(spec.FullName, 8)}.g.cs" } }
            : plan;
    }
}
