using Spectre.Console.Cli;
using TypedRtx.Caching;

namespace TypedRtx.Cli.Cache;

/// <summary><c>typedrtx cache pack</c>: makes one file of entries, to ship with a program.</summary>
internal sealed class PackCommand : Command<PackSettings>
{
    public override int Execute(CommandContext context, PackSettings settings, CancellationToken cancellationToken)
    {
        Terminal terminal = (Terminal)context.Data!;
        OpenedCache cache = OpenedCache.Of(settings, terminal);
        List<CacheFile> taken = [.. cache.Entries.Where(entry => IsTaken(entry, settings)).OrderBy(entry => entry.Path, StringComparer.Ordinal)];
        if (taken.Count == 0)
        {
            throw new ToolException($"There is nothing to pack in '{cache.Root}'. 'typedrtx cache ls' lists what there is.");
        }

        foreach (CacheFile entry in taken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (EntryContent.Read(entry, checks: true).Refusal is { } refusal)
            {
                throw new ToolException($"'{entry.Path}' is damaged: {refusal}. 'typedrtx cache verify' puts such entries aside.");
            }
        }

        CacheBundle.Write(settings.Output, taken.Select(entry => entry.Path));
        terminal.Line($"{Path.GetFullPath(settings.Output)}: {OpenedCache.Text(taken)}");
        return ExitCodes.Done;
    }

    // Hashes that are remembered are of files of this machine.
    private static bool IsTaken(CacheFile entry, PackSettings settings) =>
        !CacheNames.IsOfKind(Path.GetFileName(entry.Path), IdentityMemo.Kind)
        && IsAny(settings.Models, model => Path.GetFileName(entry.Folder).StartsWith(model, StringComparison.OrdinalIgnoreCase))
        && IsAny(settings.Kinds, kind => CacheNames.IsOfKind(Path.GetFileName(entry.Path), kind));

    private static bool IsAny(string[] names, Predicate<string> matches) => names.Length == 0 || Array.Exists(names, matches);
}
