using Microsoft.Win32.SafeHandles;

namespace TypedRtx.Caching;

/// <summary>Takes an entry into use: checks all of it, or of a large one a sample, and leaves the rest to be checked meanwhile.</summary>
internal static class EntryUse
{
    /// <summary>Maps the payload of an entry that is right, as far as it was read.</summary>
    /// <param name="file">The file, which is freed when it is not needed any more.</param>
    /// <param name="keyText">The key that the entry is to be of.</param>
    /// <param name="start">Where the entry begins.</param>
    /// <param name="length">How long it is, header and checksums and all.</param>
    /// <param name="checks">What checks the rest of a large one; null to read all of it now.</param>
    /// <param name="name">What messages call the entry.</param>
    /// <param name="refuse">Told what is wrong with it, now or later, while the file is open.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static MappedEntry? Take(
        SafeFileHandle file, string keyText, long start, long length, CacheChecks? checks, string name, Action<string> refuse)
    {
        bool isHeld = false;
        try
        {
            EntryBlocks? blocks = EntryBlocks.Open(file, keyText, start, length, out string? refusal);
            bool isDeferred = checks is not null && blocks?.ByteLength > EntryBlocks.LargestWhole;
            refusal ??= isDeferred ? blocks!.RefusalOfSample() : blocks!.Refusal();
            if (refusal is not null)
            {
                refuse(refusal);
                return null;
            }

            MappedEntry entry = blocks!.Map();
            if (isDeferred)
            {
                isHeld = true;
                checks!.Add(new CacheCheck(token => Check(blocks, name, refuse, token), file));
            }

            return entry;
        }
        finally
        {
            if (!isHeld)
            {
                file.Dispose();
            }
        }
    }

    private static string? Check(EntryBlocks blocks, string name, Action<string> refuse, CancellationToken cancellationToken)
    {
        if (blocks.Refusal(cancellationToken) is not { } refusal)
        {
            return null;
        }

        refuse(refusal);
        return $"{name}, which it uses, is damaged: {refusal}";
    }
}
