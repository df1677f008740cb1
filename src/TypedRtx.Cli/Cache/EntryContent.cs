using Microsoft.Win32.SafeHandles;
using TypedRtx.Caching;

namespace TypedRtx.Cli.Cache;

/// <summary>What the file of an entry says.</summary>
/// <param name="KeyText">The key, one part a line; null where it is none that can be read.</param>
/// <param name="Refusal">What is wrong with it; null when nothing is.</param>
internal sealed record EntryContent(string? KeyText, string? Refusal)
{
    /// <summary>Reads the key of an entry and, where asked, all of it.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read.</exception>
    public static EntryContent Read(CacheFile entry, bool checks)
    {
        using SafeFileHandle? file = EntryFile.Open(entry.Path, out string? refusal);
        if (file is null)
        {
            return new EntryContent(null, refusal);
        }

        string? keyText = EntryFile.KeyTextOf(file, 0, out _);
        return new EntryContent(
            keyText,
            keyText is null ? "it does not begin as an entry of this cache does"
            : !CacheNames.IsOf(Path.GetFileName(entry.Path), keyText) ? "it has the name of another key's entry"
            : checks ? EntryFile.Refusal(file, keyText)
            : null);
    }
}
