using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>Holds a profile of <see cref="ModelOptions"/> against the model that it is given to.</summary>
internal static class ProfileFit
{
    /// <summary>The profile with its ranges in the order of the model's symbols.</summary>
    /// <exception cref="ArgumentException">The profile does not fit the model.</exception>
    public static OptimizationProfile To(ModelDescriptor model, OptimizationProfile profile)
    {
        if (model.Profiles.Contains(profile))
        {
            return profile;
        }

        ProfileDeclaration declaration = new(profile.Name, profile.Ranges.Select(range => range.ToString()).ToEquatableArray());
        CheckedProfile result = ProfileChecker.Check(
            new ProfileModel(model.Signature, model.Plan, model.SymbolNames), declaration);
        return result.Ranges is { } ranges
            ? new OptimizationProfile(profile.Name, [.. ranges])
            : throw new ArgumentException(
                $"{model.Name}: the profile '{profile.Name}' of ModelOptions.Profile does not fit the model: "
                + $"{string.Join("; ", result.Problems.Select(problem => problem.Message))}.");
    }
}
