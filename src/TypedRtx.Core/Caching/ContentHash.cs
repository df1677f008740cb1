using System.Security.Cryptography;

namespace TypedRtx.Caching;

/// <summary>
/// The SHA-256 of bytes as they pass. The system's is several times as fast, and on Linux it comes from a library that takes three
/// milliseconds to load, more than all else that a start of a small model does: so it is taken for much alone.
/// </summary>
internal sealed class ContentHash : IDisposable
{
    /// <summary>How many bytes of hash there are.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    // Where loading the library pays: hashing as much here takes four milliseconds.
    private const long LeastForSystem = 1L << 20;

    private readonly IncrementalHash? _system;
    private readonly Sha256? _own;

    /// <summary>Makes one.</summary>
    /// <param name="byteLength">About how many bytes will pass.</param>
    public ContentHash(long byteLength)
    {
        _system = byteLength >= LeastForSystem ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        _own = _system is null ? new Sha256() : null;
    }

    /// <summary>The hash of bytes.</summary>
    public static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        using ContentHash hash = new(bytes.Length);
        hash.Append(bytes);
        return hash.Finish();
    }

    /// <summary>The hash of bytes in lower-case hexadecimal, 64 characters.</summary>
    public static string TextOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(Of(bytes));

    /// <summary>Takes the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _system?.AppendData(bytes);
        _own?.Append(bytes);
    }

    /// <summary>The hash of all that passed; ends it.</summary>
    public byte[] Finish() => _system?.GetHashAndReset() ?? _own!.Finish();

    /// <summary>The hash of all that passed in lower-case hexadecimal; ends it.</summary>
    public string FinishText() => Convert.ToHexStringLower(Finish());

    public void Dispose() => _system?.Dispose();
}
