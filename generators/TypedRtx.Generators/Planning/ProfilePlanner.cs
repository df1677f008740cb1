using Microsoft.CodeAnalysis;
using TypedRtx.Generators.Diagnostics;
using TypedRtx.Generators.Planning.Naming;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>Puts the profiles of attributes and of item metadata together, checks and names them.</summary>
internal static class ProfilePlanner
{
    private const string Metadata = "TypedRtxProfiles";

    /// <summary>The plan with the profiles that are right, and diagnostics about the others.</summary>
    public static ModelPlan Plan(ProfileInput input)
    {
        ModelPlan plan = input.Plan;
        if (plan.Spec is not { } spec || (input.Attributes.Count == 0 && plan.Profiles.Length == 0))
        {
            return plan;
        }

        List<DiagnosticInfo> diagnostics = [.. plan.Diagnostics];
        try
        {
            EquatableArray<ProfileSpec> profiles = Plan(input, spec, diagnostics);
            return plan with { Spec = spec with { Profiles = profiles }, Diagnostics = diagnostics.ToEquatableArray() };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The boundary to the compiler: what escapes here would take every other model's class away.
            diagnostics.Add(DiagnosticInfo.Create(
                Descriptors.InternalError, plan.Source, spec.File, $"{e.GetType().Name}: {e.Message}"));
            return plan with { Spec = null, Diagnostics = diagnostics.ToEquatableArray() };
        }
    }

    private static EquatableArray<ProfileSpec> Plan(ProfileInput input, ModelSpec spec, List<DiagnosticInfo> diagnostics)
    {
        ModelSignature signature = ModelSignature.Parse(spec.Signature);
        ProfileModel model = new(signature, ShapePlan.From(signature), [.. spec.Symbols.Select(symbol => symbol.Parameter)]);
        List<(ProfileDeclaration Profile, EquatableArray<SymbolRange> Ranges, bool IsOfMetadata)> found = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach ((ProfileDeclaration profile, int attribute) in Declared(input, spec, diagnostics))
        {
            IReadOnlyList<ProfileProblem> problems = [new(ProfileProblemKind.Duplicate, "it is declared twice; give one another name", -1)];
            if (profile.Name.Trim().Length == 0)
            {
                problems = [new(ProfileProblemKind.Text, "a profile has a name, and this one's is empty", -1)];
            }
            else if (names.Add(profile.Name))
            {
                (IReadOnlyList<SymbolRange>? ranges, problems) = ProfileChecker.Check(model, profile);
                if (ranges is not null)
                {
                    found.Add((profile, ranges.ToEquatableArray(), attribute < 0));
                }
            }

            diagnostics.AddRange(problems.Select(problem => Report(input.Plan, spec, profile, attribute, problem)));
        }

        IReadOnlyList<AssignedName> members = NameTable.Assign([.. found.Select(one => one.Profile.Name)], NameRole.Profile);
        NameDiagnostics.Report(members, spec.File, input.Plan.Source, diagnostics);
        return found
            .Select((one, i) => new ProfileSpec(one.Profile.Name, members[i].Name, one.Ranges, one.IsOfMetadata))
            .ToEquatableArray();
    }

    /// <summary>Attributes first, then item metadata, whose index is -1.</summary>
    private static IEnumerable<(ProfileDeclaration Profile, int Attribute)> Declared(
        ProfileInput input, ModelSpec spec, List<DiagnosticInfo> diagnostics)
    {
        IEnumerable<ProfileDeclaration> listed = [];
        if (input.Plan.Profiles.Length > 0)
        {
            try
            {
                listed = ProfileParser.List(input.Plan.Profiles);
            }
            catch (ProfileFormatException e)
            {
                diagnostics.Add(DiagnosticInfo.Create(Descriptors.ProfileText, input.Plan.Source, Metadata, spec.File, e.Message));
            }
        }

        return input.Attributes.Select((profile, i) => (profile, i)).Concat(listed.Select(profile => (profile, -1)));
    }

    private static DiagnosticInfo Report(
        ModelPlan plan, ModelSpec spec, ProfileDeclaration profile, int attribute, ProfileProblem problem) =>
        DiagnosticInfo.Create(DescriptorOf(problem.Kind), plan.Source, $"Profile '{profile.Name}'", spec.File, problem.Message) with
        {
            Anchor = attribute < 0 ? null : new ProfileAnchor(spec.FullName, attribute, problem.Range),
        };

    private static DiagnosticDescriptor DescriptorOf(ProfileProblemKind kind) => kind switch
    {
        ProfileProblemKind.Order => Descriptors.ProfileOrder,
        ProfileProblemKind.UnknownSymbol => Descriptors.ProfileSymbol,
        ProfileProblemKind.MissingSymbol => Descriptors.ProfileIncomplete,
        ProfileProblemKind.Contradiction => Descriptors.ProfileContradiction,
        ProfileProblemKind.ImpossibleAxis => Descriptors.ProfileImpossible,
        ProfileProblemKind.Duplicate => Descriptors.ProfileDuplicate,
        _ => Descriptors.ProfileText,
    };
}
