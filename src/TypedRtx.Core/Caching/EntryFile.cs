using Microsoft.Win32.SafeHandles;
using TypedRtx.Native;

namespace TypedRtx.Caching;

/// <summary>Reads and checks the file of an entry.</summary>
internal static class EntryFile
{
    private const int MaxAttempts = 10;

    // Far more than a key of many profiles takes.
    private const int LongestHeader = 1 << 20;

    /// <summary>Opens a file of a cache, unless it is a link, no file, or may be somebody else's.</summary>
    /// <exception cref="IOException">It cannot be opened, or the system does not say whose it is.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be opened.</exception>
    public static SafeFileHandle? Open(string path, out string? refusal)
    {
        for (int attempt = 1; ; attempt++)
        {
            refusal = CacheTrust.RefusalOfFile(path);
            if (refusal is not null)
            {
                return null;
            }

            SafeFileHandle file = File.OpenHandle(
                path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.SequentialScan);

            // .NET opens what links lead to. Once more with the file open: the name must still be that of this very file. Where it
            // is not, another process has most likely put a newer entry in its place.
            bool isSame = IsNameOf(path, file);
            refusal = isSame ? CacheTrust.RefusalOfFile(path) : null;
            if (isSame && refusal is null)
            {
                return file;
            }

            file.Dispose();
            if (refusal is not null)
            {
                return null;
            }

            if (attempt == MaxAttempts)
            {
                throw new IOException($"'{path}' was replaced each of the {MaxAttempts} times that it was opened.");
            }
        }
    }

    /// <summary>Whether a path still names an open file, as far as the system tells.</summary>
    public static bool IsNameOf(string path, SafeFileHandle file) =>
        OperatingSystem.IsWindows()
        || (FileStatus.Of(path) is { } named && FileStatus.Of(file) is { } opened
            && named.Device == opened.Device && named.Node == opened.Node);

    /// <summary>What is wrong with the entry in a file; null when header and payload are those of the key. Reads all of it.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string? Refusal(SafeFileHandle file, string keyText) =>
        EntryBlocks.Open(file, keyText, 0, RandomAccess.GetLength(file), out string? refusal)?.Refusal() ?? refusal;

    /// <summary>The key in a file, one part a line; null where no entry begins there.</summary>
    /// <param name="file">The file.</param>
    /// <param name="start">Where the entry begins.</param>
    /// <param name="length">How long it says it is, header and checksums and all.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string? KeyTextOf(SafeFileHandle file, long start, out long length)
    {
        byte[] header = new byte[CacheHeader.Alignment];
        int read = ReadFully(file, header, start);
        string? keyText = CacheHeader.KeyTextOf(header.AsSpan(0, read));
        if (keyText is null && read == header.Length)
        {
            header = new byte[(int)Math.Min(LongestHeader, RandomAccess.GetLength(file) - start)];
            read = ReadFully(file, header, start);
            keyText = CacheHeader.KeyTextOf(header.AsSpan(0, read));
        }

        // A length below zero, or past the largest number, is nothing that was written.
        long payload = keyText is null ? -1 : CacheHeader.PayloadLength(header);
        bool isLength = payload is >= 0 and < long.MaxValue / 2;
        length = isLength ? CacheHeader.FileLength(CacheHeader.LengthOf(keyText!), payload) : 0;
        return isLength ? keyText : null;
    }

    /// <summary>Reads as much as there is: one read may give less.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static int ReadFully(SafeFileHandle file, Span<byte> destination, long offset)
    {
        int total = 0;
        while (total < destination.Length && RandomAccess.Read(file, destination[total..], offset + total) is > 0 and int read)
        {
            total += read;
        }

        return total;
    }
}
