namespace TypedRtx.Caching;

/// <summary>Writes the file of an entry.</summary>
internal static class EntryWriter
{
    /// <summary>Writes header and payload. What the writer throws passes; what the disk does comes back.</summary>
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
            RandomAccess.Write(file.SafeFileHandle, CacheHeader.Write(keyText, byteLength, payload.FinishHash()), 0);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e;
        }
    }

    /// <summary>Closes a file and gives it its name; what the disk does comes back.</summary>
    /// <remarks>The bytes are on the disk before the name is: after a power cut an entry is whole or not there.</remarks>
    public static Exception? Publish(FileStream file, string temporary, string path)
    {
        try
        {
            file.Flush(flushToDisk: true);
            file.Dispose();
            File.Move(temporary, path, overwrite: true);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e;
        }
    }
}
