namespace TypedRtx.Generators.Planning;

/// <summary>Which class name a file wants.</summary>
/// <param name="Path">The additional file.</param>
/// <param name="FullName">Namespace and class; empty when it wants none.</param>
/// <param name="ProgramPath">Where the program finds the model; tells two of one name apart in messages.</param>
internal sealed record NameClaim(string Path, string FullName, string ProgramPath)
{
    public static NameClaim From(ModelPlan plan) => plan.Spec is { } spec
        ? new NameClaim(plan.Path, spec.FullName, spec.ProgramPath)
        : new NameClaim(plan.Path, "", "");
}
