using System.Text;

namespace TypedRtx.Caching;

/// <summary>
/// Remembers the hashes of models by their checksums or, of large ones, by their files: where nothing about them changed, they need not
/// be read again. What is remembered is an entry of the cache as others are, one a path.
/// </summary>
/// <param name="store">Where it is kept.</param>
/// <param name="checks">What reads the files all the same once the model is loaded.</param>
internal sealed class IdentityMemo(ICacheStore store, CacheChecks checks)
{
    /// <summary>What entries are called.</summary>
    public const string Kind = "identity";

    /// <summary>Hashing less takes no longer than looking it up.</summary>
    public const long LeastByteLength = 128L << 10;

    private const int HashLength = 64;

    /// <summary>What checks later that a hash is still right.</summary>
    public CacheChecks Checks => checks;

    /// <summary>Whether it is quicker to remember the hash of so many bytes than to compute it.</summary>
    public static bool IsWorthIt(long byteLength) => byteLength >= LeastByteLength;

    /// <summary>The hash of a model whose files are as they were; null when none is remembered for them.</summary>
    public string? Find(ModelFingerprint fingerprint)
    {
        using CacheEntry? entry = store.Read(KeyOf(fingerprint));
        string text = entry is null ? "" : TextOf(entry);
        return text.Length > HashLength && text.AsSpan(HashLength).SequenceEqual("\n" + fingerprint.Text) ? text[..HashLength] : null;
    }

    /// <summary>Remembers the hash of a model in place of the one before.</summary>
    public void Remember(ModelFingerprint fingerprint, string hash)
    {
        byte[] text = Encoding.UTF8.GetBytes($"{hash}\n{fingerprint.Text}");
        store.Write(KeyOf(fingerprint), stream => stream.Write(text));
    }

    /// <summary>Forgets a hash that turned out to be wrong.</summary>
    public void Forget(ModelFingerprint fingerprint, string reason) => store.Quarantine(KeyOf(fingerprint), reason);

    private static CacheKey KeyOf(ModelFingerprint fingerprint) => new("identities", Kind, new([fingerprint.Place]));

    private static unsafe string TextOf(CacheEntry entry) => Encoding.UTF8.GetString((byte*)entry.Address, (int)entry.ByteLength);
}
