using System.Globalization;
using Spectre.Console.Cli;
using TypedRtx.Caching;

namespace TypedRtx.Cli.Cache;

/// <summary><c>typedrtx cache ls</c>: says what is kept. Payloads are not read.</summary>
internal sealed class LsCommand : Command<CacheSettings>
{
    public override int Execute(CommandContext context, CacheSettings settings, CancellationToken cancellationToken)
    {
        Terminal terminal = (Terminal)context.Data!;
        OpenedCache cache = OpenedCache.Of(settings, terminal);
        terminal.Line($"{cache.Root}: {OpenedCache.Text(cache.Entries)}");
        foreach (IGrouping<string, CacheFile> model in cache.Entries.GroupBy(entry => entry.Folder).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            terminal.Line();
            terminal.Line($"model {Path.GetFileName(model.Key)}");
            foreach (CacheFile entry in model.OrderBy(entry => entry.Path, StringComparer.Ordinal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Write(entry, terminal);
            }
        }

        return ExitCodes.Done;
    }

    private static void Write(CacheFile entry, Terminal terminal)
    {
        EntryContent content = EntryContent.Read(entry, checks: false);
        List<(string, string)> rows =
        [
            ("size", ByteText.Of(entry.ByteLength)),
            ("last use", entry.LastUse.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)),
        ];
        rows.AddRange(KeyRows.Of(content.KeyText ?? "").Where(row => row.Name is not ("model" or "kind")));
        if (content.Refusal is not null)
        {
            rows.Add(("not used", content.Refusal));
        }

        string name = Path.GetFileName(entry.Path);
        new Section(name[..Math.Max(0, name.LastIndexOf('-'))], rows).Write(terminal);
    }
}
