using TypedRtx.Cli.Reading;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TensorRtRtx;

namespace TypedRtx.Cli.Build;

/// <summary>Finds out which engines a command line asks for.</summary>
internal static class JobPlanner
{
    /// <summary>The engine of one model.</summary>
    /// <exception cref="ToolException">The model or a profile cannot be used.</exception>
    public static EngineJob OfModel(BuildSettings settings)
    {
        ModelFile model = ModelFile.Read(settings.Model!);
        if (Unfit(model) is { } reason)
        {
            throw new ToolException($"No engine can be built of '{settings.Model}': {reason}.");
        }

        IReadOnlyList<OptimizationProfile> profiles = ProfileReading.OfOptions(model, settings.Profiles);
        return model.Plan.Symbols.Count == 0 || profiles.Count > 0
            ? new EngineJob(
                Path.GetFileName(model.Path), model, profiles, Path.GetFullPath(settings.Output ?? EngineFile.Beside(model.Path)))
            : throw new ToolException(
                $"'{settings.Model}' has free symbols, {Symbols(model)}, and an engine is built for lengths of them. Say them with "
                + $"--profile, min..opt..max for each: --profile \"main: {string.Join(", ", ProfileExample.Of(model))}\".");
    }

    /// <summary>The engines of a program's models.</summary>
    /// <exception cref="ToolException">An assembly, a model or a profile cannot be used.</exception>
    public static (IReadOnlyList<EngineJob> Jobs, IReadOnlyList<SkippedModel> Skipped) OfAssemblies(BuildSettings settings)
    {
        List<EngineJob> jobs = [];
        List<SkippedModel> skipped = [];
        foreach (string assembly in settings.From.SelectMany(Assemblies))
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(assembly))!;
            string outputFolder = settings.OutputFolder is { } named ? Path.GetFullPath(named) : folder;
            foreach (CompiledModel compiled in CompiledModels.Read(assembly))
            {
                if (Skip(compiled, settings) is { } left)
                {
                    skipped.Add(left);
                    continue;
                }

                ModelFile model = ModelFile.Read(Inside(folder, compiled));
                string? unfit = Unfit(model);
                if (unfit is null && model.Plan.Symbols.Count > 0 && compiled.Profiles.Count == 0)
                {
                    unfit = $"the class declares no profile, and lengths of {Symbols(model)} are needed. Add "
                        + $"[OptimizationProfile(\"main\", \"{string.Join("\", \"", ProfileExample.Of(model))}\")] to it, "
                        + "or TypedRtxProfiles to the item";
                }

                if (unfit is not null)
                {
                    skipped.Add(new SkippedModel(compiled.Name, model.Path, unfit, IsMeant: false));
                    continue;
                }

                jobs.Add(new EngineJob(
                    compiled.Name,
                    model,
                    ProfileReading.Of(model, compiled.Profiles, compiled.Symbols, compiled.Name),
                    EngineFile.Beside(Inside(outputFolder, compiled))));
            }
        }

        return ([.. jobs.DistinctBy(job => job.Output)], skipped);
    }

    private static IEnumerable<string> Assemblies(string from)
    {
        if (!from.StartsWith('@'))
        {
            return [from];
        }

        try
        {
            return [.. File.ReadAllLines(from[1..]).Where(line => line.Length > 0).Where(CompiledModels.MayHaveModels)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"The list of assemblies '{from[1..]}' cannot be read. {error.Message}");
        }
    }

    private static SkippedModel? Skip(CompiledModel compiled, BuildSettings settings)
    {
        string? reason = settings.Skip.Contains(compiled.Path, StringComparer.Ordinal) ? "it is left out by --skip"
            : compiled.Delivery == ModelDelivery.Embed ? "it is embedded in the assembly, so no engine can lie beside it"
            : compiled.Delivery == ModelDelivery.External ? "the program brings its own file; build its engine with 'typedrtx build MODEL'"
            : null;
        return reason is null ? null : new SkippedModel(compiled.Name, compiled.Path, reason, IsMeant: true);
    }

    private static string? Unfit(ModelFile model)
    {
        string? refusal = EngineModel.Refusal(model.Info.Signature);
        return refusal ?? model.Info.ExternalDataFiles
            .Select(file => ExternalDataPlace.Check(model.Folder, file)?.Message.TrimEnd('.'))
            .FirstOrDefault(message => message is not null);
    }

    // An assembly may come from anywhere, and what it names is read and written.
    private static string Inside(string folder, CompiledModel compiled)
    {
        string path = Path.GetFullPath(compiled.Path, folder);
        string inside = Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar;
        return compiled.Path.Length > 0 && path.StartsWith(inside, StringComparison.Ordinal)
            ? path
            : throw new ToolException($"{compiled.Name} names the model '{compiled.Path}', which does not lie below '{folder}'.");
    }

    private static string Symbols(ModelFile model) =>
        string.Join(", ", model.Plan.Symbols.Select(symbol => ProfileText.Name(symbol.Name)));
}
