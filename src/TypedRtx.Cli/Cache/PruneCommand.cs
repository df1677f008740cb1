using Spectre.Console.Cli;
using TypedRtx.Caching;

namespace TypedRtx.Cli.Cache;

/// <summary><c>typedrtx cache prune</c>: removes entries by size, by age, or all.</summary>
internal sealed class PruneCommand : Command<PruneSettings>
{
    public override int Execute(CommandContext context, PruneSettings settings, CancellationToken cancellationToken)
    {
        Terminal terminal = (Terminal)context.Data!;
        long maxByteLength = settings.MaxByteLength;
        OpenedCache cache = OpenedCache.Of(settings, terminal);
        CacheUpkeep.Sweep(cache.Others);
        DateTime oldest = DateTime.UtcNow.AddDays(-(settings.OlderThan ?? 0));
        List<CacheFile> removed = settings.OlderThan is null
            ? []
            : CacheUpkeep.Evict([.. cache.Entries.Where(entry => entry.LastUse < oldest)], 0);
        removed.AddRange(CacheUpkeep.Evict([.. cache.Entries.Except(removed)], maxByteLength));
        if (settings.All && cache.Folders.FindQuarantine() is { } aside)
        {
            foreach (string path in Directory.GetFiles(aside))
            {
                File.Delete(path);
            }
        }

        terminal.Line($"{cache.Root}: {OpenedCache.Text(removed)} removed, {OpenedCache.Text([.. cache.Entries.Except(removed)])} left");
        return ExitCodes.Done;
    }
}
