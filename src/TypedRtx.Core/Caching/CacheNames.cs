using System.Text;

namespace TypedRtx.Caching;

/// <summary>Names of files and folders in a cache: hashes alone, so nothing that a model says decides where bytes go.</summary>
internal static class CacheNames
{
    private const string Extension = ".entry";
    private const string TemporaryExtension = ".tmp";
    private const string LockExtension = ".lock";
    private const int HashLength = 64;

    /// <summary>The key as text, one part a line; equal for equal keys alone.</summary>
    public static string TextOf(CacheKey key)
    {
        StringBuilder text = new();
        Append(text, "model", key.Model);
        Append(text, "kind", key.Kind);
        foreach (string part in key.Parts)
        {
            Append(text, "part", part);
        }

        return text.ToString();
    }

    /// <summary>The folder of a model: its content hash.</summary>
    public static string FolderOf(CacheKey key) => IsHash(key.Model) ? key.Model : HashOf(key.Model);

    /// <summary>The file of an entry: what kind it is, for people who look, and the hash of its key.</summary>
    /// <exception cref="ArgumentException">The kind is no name for files.</exception>
    public static string FileOf(CacheKey key)
    {
        bool isName = key.Kind.Length is > 0 and <= 32
            && key.Kind.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');
        return isName
            ? $"{key.Kind}-{HashOf(TextOf(key))}{Extension}"
            : throw new ArgumentException($"The kind of a cache entry is up to 32 letters, digits and hyphens, not '{key.Kind}'.", nameof(key));
    }

    /// <summary>Whether a file is that of an entry.</summary>
    public static bool IsEntry(string name) => name.EndsWith(Extension, StringComparison.Ordinal) && name[0] != '.';

    /// <summary>Whether a file has a name that entries of a kind have.</summary>
    public static bool IsOfKind(string name, string kind) =>
        name.StartsWith($"{kind}-", StringComparison.Ordinal) && name.LastIndexOf('-') == kind.Length;

    /// <summary>Whether a file has the name that the entry of a key has.</summary>
    public static bool IsOf(string name, string keyText) => name.EndsWith($"-{HashOf(keyText)}{Extension}", StringComparison.Ordinal);

    /// <summary>Whether a file is one that is written or locked for a while, and then goes.</summary>
    public static bool IsPassing(string path) =>
        Path.GetFileName(path)[0] == '.' && Path.GetExtension(path) is (TemporaryExtension or LockExtension);

    /// <summary>A name that no entry has: readers take names that begin with a dot for none.</summary>
    public static string Temporary() => $".{Guid.NewGuid():n}{TemporaryExtension}";

    /// <summary>The file that is locked while an entry is made.</summary>
    public static string LockOf(string file) => $".{file}{LockExtension}";

    /// <summary>The name of an entry that was put aside.</summary>
    public static string Quarantined(string file) => $"{file}.{Guid.NewGuid():n}.bad";

    private static void Append(StringBuilder text, string name, string value) =>
        text.Append(name).Append(' ').Append(value.Replace("\\", "\\\\").Replace("\n", "\\n")).Append('\n');

    private static string HashOf(string text) => ContentHash.TextOf(Encoding.UTF8.GetBytes(text));

    private static bool IsHash(string text) => text.Length == HashLength && text.All(character => char.IsAsciiHexDigitLower(character));
}
