using TypedRtx.Native;

namespace TypedRtx.Caching;

/// <summary>Writes the file of an entry: first under a name that no entry has, then, whole and on the disk, under its own.</summary>
internal static class EntryWriter
{
    /// <summary>Opens a file that is there for nobody else yet. While it is open, it is not swept.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be made.</exception>
    public static FileStream Create(string temporary)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(temporary, options);
    }

    /// <summary>Writes header, payload and checksums. What the writer throws passes; what the disk does comes back.</summary>
    public static Exception? Fill(FileStream file, string keyText, Action<Stream> write)
    {
        using EntryStream payload = new(file);
        try
        {
            file.Position = CacheHeader.LengthOf(keyText);
        }
        catch (IOException e)
        {
            return e;
        }

        write(payload);
        if (payload.Failure is not null)
        {
            return payload.Failure;
        }

        try
        {
            long byteLength = payload.Length;
            byte[] sums = payload.FinishSums();
            file.Write(sums);
            RandomAccess.Write(file.SafeFileHandle, CacheHeader.Write(keyText, byteLength, ContentHash.Of(sums)), 0);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e;
        }
    }

    /// <summary>
    /// Gives a file its name. The bytes are on the disk before the name is: after a power cut an entry is whole or not there.
    /// </summary>
    /// <remarks>Where a folder cannot be flushed, the name may be lost in a power cut, and the entry before it is back.</remarks>
    /// <param name="file">The file, which is closed.</param>
    /// <param name="temporary">Where it is.</param>
    /// <param name="path">Its name.</param>
    /// <param name="flushes">False for what is soon computed again: its checksums then tell after a power cut.</param>
    public static Exception? Publish(FileStream file, string temporary, string path, bool flushes = true)
    {
        try
        {
            file.Flush(flushToDisk: flushes);
            file.Dispose();
            File.Move(temporary, path, overwrite: true);
            _ = flushes && FolderSync.TryFlush(Path.GetDirectoryName(path)!);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e;
        }
    }
}
