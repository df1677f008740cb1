using System.Diagnostics;
using Spectre.Console.Cli;
using TypedRtx.Cli.Build;
using TypedRtx.Cli.Cache;
using TypedRtx.Cli.Reading;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TensorRtRtx;

namespace TypedRtx.Cli.Warm;

/// <summary><c>typedrtx warm</c>: fills the cache with what the next start of a program needs of a model.</summary>
internal sealed class WarmCommand : AsyncCommand<WarmSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, WarmSettings settings, CancellationToken cancellationToken)
    {
        Terminal terminal = (Terminal)context.Data!;
        ModelFile file = ModelFile.Read(settings.Model);
        ModelDescriptor model = ModelDescriptor.OfFile(
            file.Path, file.Info.Signature, [.. ProfileReading.OfOptions(file, settings.Profiles)]);
        IReadOnlyList<int[]> asked = DimsReading.Of(file, settings.Dims);
        OpenedCache before = OpenedCache.In(settings.Cache, terminal);
        ModelOptions options = Options(settings, file, before.Root, terminal);
        WarmReport report = new(terminal, file);
        try
        {
            IReadOnlyList<WarmedDims> warmed = await WarmAsync(model, options, asked, report, cancellationToken).ConfigureAwait(false);
            bool isKept = ShowNext(model, options, warmed, report, cancellationToken);
            OpenedCache after = OpenedCache.In(settings.Cache, terminal);
            report.Kept(before, after);
            if (!isKept || after.Entries.Count == 0)
            {
                throw new ToolException(
                    $"What was warmed is not in '{after.Root}' now: the folder cannot be written, or {options.Backend} keeps nothing of such a model.");
            }

            return warmed.All(dims => dims.IsDone) ? ExitCodes.Done : ExitCodes.Failed;
        }
        catch (BackendUnavailableException error)
        {
            throw WarmLibraries.Missing(error);
        }
    }

    private static ModelOptions Options(WarmSettings settings, ModelFile file, string cache, Terminal terminal)
    {
        string engine = EngineFile.Beside(file.Path);
        return WarmLibraries.Choose(settings) with
        {
            Cache = new CacheOptions { Directory = cache },
            EnginePath = File.Exists(engine) ? engine : null,
            Threads = settings.Threads,
            Logger = new TerminalLogger(terminal),
        };
    }

    // Lengths are compared once the model is kept and nothing else goes on.
    private static async Task<IReadOnlyList<WarmedDims>> WarmAsync(
        ModelDescriptor model, ModelOptions options, IReadOnlyList<int[]> asked, WarmReport report, CancellationToken cancellationToken)
    {
        using WarmStart start = WarmStart.Load(model, options, cancellationToken);
        start.Settle(cancellationToken);
        List<WarmedDims> warmed = [];
        foreach (int[] dims in Wanted(model, asked, start))
        {
            warmed.Add(await WarmAsync(start, dims, report, isFirst: warmed.Count == 0, cancellationToken).ConfigureAwait(false));
            report.Warmed(warmed[^1]);
        }

        start.Settle(cancellationToken);
        return warmed;
    }

    private static async Task<WarmedDims> WarmAsync(
        WarmStart start, int[] dims, WarmReport report, bool isFirst, CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        TimeSpan run = TimeSpan.Zero;
        string? failure = null;
        try
        {
            if (isFirst)
            {
                report.Started(start, start.Run(dims, cancellationToken));
                start.Settle(cancellationToken);
            }

            await start.WarmAsync(dims, cancellationToken).ConfigureAwait(false);
            run = start.Run(dims, cancellationToken);
            start.Settle(cancellationToken);
        }
        catch (TypedRtxException error)
        {
            failure = error.Message;
        }

        return new WarmedDims(dims, start.Known(dims), failure, run, Stopwatch.GetElapsedTime(begin));
    }

    private static IReadOnlyList<int[]> Wanted(ModelDescriptor model, IReadOnlyList<int[]> asked, WarmStart start)
    {
        if (model.Plan.Symbols.Count == 0)
        {
            return [[]];
        }

        // Nothing ran yet, so what there is was learnt.
        IReadOnlyList<int[]> wanted = asked.Count > 0 ? asked : [.. start.Specializations.Select(known => known.Dims.ToArray())];
        return wanted.Count > 0 ? wanted
            : model.Profiles.Count > 0 ? [.. model.Profiles.Select(profile => profile.Ranges.Select(range => range.Opt).ToArray())]
            : throw new ToolException(
                $"'{model.Path}' has free symbols, no earlier start learnt lengths of them, and none are given. Say them with --dims \""
                + $"{string.Join(", ", model.Plan.Symbols.Select(symbol => $"{ProfileText.Name(symbol.Name)}=8"))}\".");
    }

    // A start that changes nothing, so that nothing fades.
    private static bool ShowNext(
        ModelDescriptor model,
        ModelOptions options,
        IReadOnlyList<WarmedDims> warmed,
        WarmReport report,
        CancellationToken cancellationToken)
    {
        if (warmed.FirstOrDefault(dims => dims.Failure is null) is not { } first)
        {
            return true;
        }

        using WarmStart next = WarmStart.Load(
            model, options with { Cache = options.Cache with { Mode = CacheMode.ReadOnly } }, cancellationToken);
        TimeSpan run = next.Run(first.Dims, cancellationToken);
        next.Settle(cancellationToken);
        int settled = warmed.Count(dims => dims.IsSettled);
        int known = warmed.Count(dims => dims.IsSettled && next.Known(dims.Dims) is { } there
            && (there.GeneralTime is not null || there.State is SpecializationState.Specialized or SpecializationState.General));
        report.Next(next, run, known, settled);
        return known > 0 || settled == 0;
    }
}
