using Microsoft.Win32.SafeHandles;

namespace TypedRtx.Caching;

/// <summary>
/// An entry in a file of its own, to be shipped with a program: the same bytes as in a cache, at a place that the caller trusts.
/// </summary>
public static class CacheFile
{
    private const int LongestHeader = 1 << 20;

    /// <summary>Writes an entry; the file is there whole or not at all.</summary>
    /// <param name="path">The file, which is replaced.</param>
    /// <param name="key">What the entry is valid for.</param>
    /// <param name="write">Writes the payload; what it throws is thrown on.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public static void Write(string path, CacheKey key, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(write);
        string full = Path.GetFullPath(path);
        string temporary = Path.Combine(Path.GetDirectoryName(full)!, CacheNames.Temporary());
        try
        {
            using FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, bufferSize: 0);
            if ((EntryWriter.Fill(file, CacheNames.TextOf(key), write) ?? EntryWriter.Publish(file, temporary, full)) is { } failure)
            {
                throw new IOException($"'{full}' was not written. {failure.Message}", failure);
            }
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Maps an entry whose key, length and checksum are right.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">The key that it must have.</param>
    /// <param name="refusal">Why it is not taken; null when it is.</param>
    /// <returns>The entry, to be disposed; null when it is not taken.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read.</exception>
    public static CacheEntry? Read(string path, CacheKey key, out string? refusal)
    {
        ArgumentNullException.ThrowIfNull(key);
        string keyText = CacheNames.TextOf(key);
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        refusal = EntryFile.Refusal(file, keyText);
        return refusal is null ? MappedEntry.Open(file, CacheHeader.LengthOf(keyText)) : null;
    }

    /// <summary>The key of an entry, without a look at its payload; null when the file is no entry or its header is damaged.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read.</exception>
    public static CacheKey? ReadKey(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        byte[] header = new byte[(int)Math.Min(LongestHeader, RandomAccess.GetLength(file))];
        int read = EntryFile.ReadFully(file, header, 0);
        return CacheHeader.KeyOf(header.AsSpan(0, read)) is { } text ? CacheNames.Parse(text) : null;
    }
}
