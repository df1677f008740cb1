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
        foreach (CacheFile entry in cache.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Refusal(entry, out bool isGone) is { } refusal)
            {
                bad++;
                quarantine.Take(entry.Path, refusal);
            }
            else if (isGone)
            {
                terminal.Line($"{entry.Path}: removed meanwhile");
            }
        }

        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{cache.Root}: {OpenedCache.Text(cache.Entries)} read, {bad} damaged"));
        return bad == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static string? Refusal(CacheFile entry, out bool isGone)
    {
        isGone = false;
        try
        {
            return EntryContent.Read(entry, checks: true).Refusal;
        }
        catch (FileNotFoundException)
        {
            isGone = true;
            return null;
        }
    }
}
