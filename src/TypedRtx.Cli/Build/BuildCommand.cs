using System.Globalization;
using Spectre.Console.Cli;
using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx;

namespace TypedRtx.Cli.Build;

/// <summary><c>typedrtx build</c>: builds engines of a model, or of all models of a program.</summary>
internal sealed class BuildCommand : Command<BuildSettings>
{
    public override int Execute(CommandContext context, BuildSettings settings, CancellationToken cancellationToken)
    {
        Terminal terminal = (Terminal)context.Data!;
        BuildReport report = new(terminal, settings.ForMSBuild);
        BuildOptions options = BuildOptions.Of(settings);
        IReadOnlyList<EngineJob> jobs;
        IReadOnlyList<SkippedModel> skipped = [];
        try
        {
            (jobs, skipped) = settings.Model is null ? JobPlanner.OfAssemblies(settings) : ([JobPlanner.OfModel(settings)], []);
        }
        catch (ToolException error) when (settings.ForMSBuild)
        {
            report.Failed(settings.From[0], error.Message);
            return error.ExitCode;
        }

        foreach (SkippedModel model in skipped)
        {
            report.Skipped(model);
        }

        if (settings.EngineList is { } list)
        {
            File.WriteAllLines(list, jobs.Select(job => job.Output));
        }

        if (settings.List)
        {
            List(terminal, jobs);
            return ExitCodes.Done;
        }

        if (jobs.Count == 0)
        {
            terminal.Line("There is no engine to build.");
            return ExitCodes.Done;
        }

        try
        {
            EngineBuilder builder = EngineBuilder.Load(settings.Library is { } path ? Path.GetFullPath(path) : null);
            return Build(terminal, report, builder, jobs, options, settings.SkipUnchanged, cancellationToken);
        }
        catch (BackendUnavailableException error)
        {
            report.NoLibrary(error.Message);
            return ExitCodes.NoLibrary;
        }
    }

    // One that fails does not keep the others from being built, so that one run says all that is to be mended.
    private static int Build(
        Terminal terminal,
        BuildReport report,
        EngineBuilder builder,
        IReadOnlyList<EngineJob> jobs,
        BuildOptions options,
        bool skipUnchanged,
        CancellationToken cancellationToken)
    {
        int exitCode = ExitCodes.Done;
        foreach (EngineJob job in jobs)
        {
            try
            {
                EngineBuildRequest request = Request(job, options);
                if (skipUnchanged && builder.IsCurrent(request, job.Output, cancellationToken))
                {
                    terminal.Line($"{job.Name}: {job.Output} is up to date");
                    continue;
                }

                Directory.CreateDirectory(Path.GetDirectoryName(job.Output)!);
                EngineBuildResult result = BuildProgressView.Run(
                    terminal, job.Name, progress => builder.BuildFile(request, job.Output, progress, cancellationToken));
                terminal.Line(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{job.Name}: {job.Output}, {ByteText.Of(result.ByteLength)} in {result.Elapsed.TotalSeconds:F1} s, "
                    + $"TensorRT for RTX {result.LibraryVersion}"));
            }
            catch (Exception error) when (error is TypedRtxException or IOException or UnauthorizedAccessException)
            {
                report.Failed(job.Model.Path, $"{job.Name}: {error.Message}");
                exitCode = ExitCodes.Failed;
            }
        }

        return exitCode;
    }

    private static EngineBuildRequest Request(EngineJob job, BuildOptions options) => new(ModelSource.FromFile(job.Model.Path))
    {
        Profiles = job.Profiles,
        ComputeCapabilities = options.ComputeCapabilities,
        WorkspaceLimit = options.WorkspaceLimit,
    };

    private static void List(Terminal terminal, IReadOnlyList<EngineJob> jobs)
    {
        foreach (EngineJob job in jobs)
        {
            List<(string, string)> rows = [("model", job.Model.Path)];
            rows.AddRange(job.Profiles.Select(profile => ("profile", profile.ToString())));
            rows.Add(("engine", job.Output));
            new Section(job.Name, rows).Write(terminal);
        }
    }
}
