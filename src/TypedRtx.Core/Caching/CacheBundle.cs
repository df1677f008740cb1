using Microsoft.Win32.SafeHandles;

namespace TypedRtx.Caching;

/// <summary>
/// Entries in one file, to be shipped with a program: their files one after another, each beginning at a multiple of
/// <see cref="CacheHeader.Alignment"/>. Entries are mapped where they lie. Trusted as the program's own files are: whoever may write
/// there may write the program.
/// </summary>
/// <param name="path">The file's absolute path.</param>
/// <param name="log">Where trouble is logged.</param>
internal sealed class CacheBundle(string path, CacheLog log)
{
    private readonly Lock _gate = new();
    private Dictionary<string, (long Start, long Length)>? _entries;

    /// <summary>Writes a bundle that is there whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="entries">Files of entries.</param>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file cannot be read or written.</exception>
    public static void Write(string path, IEnumerable<string> entries)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using FileStream output = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, bufferSize: 0);
            foreach (string entry in entries)
            {
                using FileStream input = new(entry, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
                input.CopyTo(output, 1 << 20);
                output.SetLength(CacheHeader.Align(output.Length));
                output.Position = output.Length;
            }

            if (EntryWriter.Publish(output, temporary, Path.GetFullPath(path)) is { } failure)
            {
                throw new IOException($"The bundle '{path}' cannot be written. {failure.Message}", failure);
            }
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Finds an entry whose key, length and checksums are right; null when there is none.</summary>
    /// <param name="key">What it is valid for.</param>
    /// <param name="checks">What checks the rest of a large one of which a sample was read; null to read all of it now.</param>
    public MappedEntry? Read(CacheKey key, CacheChecks? checks)
    {
        string keyText = CacheNames.TextOf(key);
        try
        {
            return Place(keyText) is { } place
                ? EntryUse.Take(
                    Open(),
                    keyText,
                    place.Start,
                    place.Length,
                    checks,
                    $"an entry of the bundle '{path}'",
                    reason => log.WarnOnce(keyText, $"an entry of the bundle '{path}' is not used: {reason}."))
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.WarnOnce("bundle", $"the bundle '{path}' is not used: {e.Message}");
            return null;
        }
    }

    private SafeFileHandle Open() => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);

    private (long Start, long Length)? Place(string keyText)
    {
        lock (_gate)
        {
            if (_entries is null)
            {
                using SafeFileHandle file = Open();
                _entries = Scan(file);
            }

            return _entries.TryGetValue(keyText, out (long Start, long Length) place) ? place : null;
        }
    }

    private Dictionary<string, (long Start, long Length)> Scan(SafeFileHandle file)
    {
        Dictionary<string, (long, long)> entries = new(StringComparer.Ordinal);
        long end = RandomAccess.GetLength(file);
        for (long start = 0; start < end;)
        {
            if (EntryFile.KeyTextOf(file, start, out long length) is not { } keyText || length > end - start)
            {
                log.WarnOnce("bundle", $"the bundle '{path}' is used up to byte {start} alone: no whole entry begins there. Pack it again.");
                break;
            }

            entries[keyText] = (start, length);
            start = CacheHeader.Align(start + length);
        }

        return entries;
    }
}
