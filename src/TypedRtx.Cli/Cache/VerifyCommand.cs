using System.Globalization;
using Spectre.Console.Cli;
using TypedRtx.Caching;

namespace TypedRtx.Cli.Cache;

/// <summary><c>typedrtx cache verify</c>: reads all entries and puts aside what is damaged.</summary>
internal sealed class VerifyCommand : Command<CacheSettings>
{
    /// <summary>Ends with 0 where all entries are good.</summary>
    public override int Execute(CommandContext context, CacheSettings settings, CancellationToken cancellationToken)
    {
        Terminal terminal = (Terminal)context.Data!;
        OpenedCache cache = OpenedCache.Of(settings, terminal);
        CacheQuarantine quarantine = new(cache.Folders, cache.Log);
        int bad = 0;
        int unread = 0;
        foreach (CacheFile entry in cache.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (EntryContent.Read(entry, checks: true).Refusal is { } refusal)
                {
                    bad++;
                    quarantine.Take(entry.Path, refusal);
                }
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                terminal.Line($"{entry.Path}: removed meanwhile");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It may be good, and the disk may not: it stays.
                unread++;
                terminal.Error($"'{entry.Path}' cannot be read. {e.Message}");
            }
        }

        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{cache.Root}: {OpenedCache.Text(cache.Entries)}, {bad} damaged, {unread} not readable"));
        return bad + unread == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }
}
