using TypedRtx.Cli.Reading;
using TypedRtx.Signatures;

namespace TypedRtx.Cli.Build;

/// <summary>Makes profiles of their texts, held against the model as the compiler does it.</summary>
internal static class ProfileReading
{
    /// <summary>Reads the profiles of a command line; one without a name gets a number.</summary>
    /// <exception cref="ToolException">A text is no profile, or does not fit the model.</exception>
    public static IReadOnlyList<OptimizationProfile> OfOptions(ModelFile model, IReadOnlyList<string> texts)
    {
        List<ProfileDeclaration> declarations = [];
        for (int i = 0; i < texts.Count; i++)
        {
            string text = HasName(texts[i]) ? texts[i] : $"profile{i + 1}: {texts[i]}";
            try
            {
                declarations.AddRange(ProfileParser.List(text));
            }
            catch (ProfileFormatException error)
            {
                throw new ToolException($"--profile: {error.Message}", ExitCodes.Usage);
            }
        }

        return Of(model, declarations, [.. model.Plan.Symbols.Select(symbol => symbol.Name)], "--profile");
    }

    /// <summary>Holds declared profiles against a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="declarations">The profiles as they were written.</param>
    /// <param name="parameters">The C# parameter of each free symbol.</param>
    /// <param name="origin">What messages begin with.</param>
    /// <exception cref="ToolException">A profile does not fit the model.</exception>
    public static IReadOnlyList<OptimizationProfile> Of(
        ModelFile model, IReadOnlyList<ProfileDeclaration> declarations, IReadOnlyList<string> parameters, string origin)
    {
        if (parameters.Count != model.Plan.Symbols.Count)
        {
            throw new ToolException(
                $"{origin} was compiled for a model with {parameters.Count} free symbols, and '{model.Path}' has {model.Plan.Symbols.Count}. "
                + "Build the program again.");
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        List<OptimizationProfile> profiles = [];
        List<string> problems = [];
        foreach (ProfileDeclaration declaration in declarations)
        {
            CheckedProfile read = ProfileChecker.Check(new ProfileModel(model.Info.Signature, model.Plan, parameters), declaration);
            problems.AddRange(read.Problems.Select(problem => $"profile {ProfileText.Name(declaration.Name)}: {problem.Message}"));
            if (!names.Add(declaration.Name))
            {
                problems.Add($"profile {ProfileText.Name(declaration.Name)} is there twice");
            }

            if (read.Ranges is { } ranges)
            {
                profiles.Add(new OptimizationProfile(declaration.Name, [.. ranges]));
            }
        }

        return problems.Count == 0 ? profiles : throw new ToolException(
            $"{origin}, {string.Join("; ", problems).TrimEnd('.')}.".Replace("?.", "?", StringComparison.Ordinal));
    }

    private static bool HasName(string text)
    {
        bool quoted = false;
        foreach (char c in text)
        {
            quoted ^= c == '"';
            if (!quoted && c is ':' or '=')
            {
                return c == ':';
            }
        }

        return false;
    }
}
