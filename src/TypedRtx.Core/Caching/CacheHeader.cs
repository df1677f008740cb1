using System.Buffers.Binary;
using System.Text;

namespace TypedRtx.Caching;

/// <summary>
/// What stands before the payload of an entry. Little-endian: magic (8 bytes), format version (4), length of the header (4),
/// length of the payload (8), SHA-256 of the checksums of its blocks (32), length of the key (4), zeros (4), SHA-256 of the rest of
/// the header (32), key (UTF-8), zeros up to a multiple of the page size. Behind the payload stand the checksums: those of
/// <see cref="BlockSums"/>.
/// </summary>
internal static class CacheHeader
{
    /// <summary>The format of entries; part of the path too, so that versions side by side do not meet.</summary>
    public const int Version = 2;

    /// <summary>The payload begins at a multiple of it, so that it can be mapped and handed on in place.</summary>
    public const int Alignment = 4096;

    private const int VersionOffset = 8;
    private const int LengthOffset = 12;
    private const int PayloadLengthOffset = 16;
    private const int SumsHashOffset = 24;
    private const int KeyLengthOffset = 56;
    private const int ChecksumOffset = 64;
    private const int KeyOffset = 96;

    // The line ends show a file that went through a transfer as text.
    private static ReadOnlySpan<byte> Magic => "TRTXC\r\n\x1a"u8;

    /// <summary>The length of the header of an entry with a key.</summary>
    public static int LengthOf(string keyText) => (int)Align(KeyOffset + Encoding.UTF8.GetByteCount(keyText));

    /// <summary>Where the next page begins.</summary>
    public static long Align(long length) => (length + Alignment - 1) / Alignment * Alignment;

    /// <summary>Makes a header.</summary>
    public static byte[] Write(string keyText, long payloadLength, ReadOnlySpan<byte> sumsHash)
    {
        byte[] header = new byte[LengthOf(keyText)];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(VersionOffset), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(LengthOffset), header.Length);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(PayloadLengthOffset), payloadLength);
        sumsHash.CopyTo(header.AsSpan(SumsHashOffset));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(KeyLengthOffset), Encoding.UTF8.GetByteCount(keyText));
        Encoding.UTF8.GetBytes(keyText, header.AsSpan(KeyOffset));
        Checksum(header, header.AsSpan(ChecksumOffset, ContentHash.Length));
        return header;
    }

    /// <summary>What is wrong with the header of a file of an entry; null when it is the one of the key.</summary>
    /// <param name="header">As many bytes as the header of the key has, or all that the file has.</param>
    /// <param name="keyText">The key.</param>
    /// <param name="fileLength">The length of the file in bytes.</param>
    public static string? Refusal(ReadOnlySpan<byte> header, string keyText, long fileLength)
    {
        if (header.Length < LengthOf(keyText))
        {
            return $"it ends after {fileLength} bytes, inside its header";
        }

        if (!header.StartsWith(Magic))
        {
            return "it does not begin as an entry of this cache does";
        }

        if (BinaryPrimitives.ReadInt32LittleEndian(header[VersionOffset..]) is var version && version != Version)
        {
            return $"its format is {version}, and {Version} was expected";
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(header[LengthOffset..]);
        int keyLength = BinaryPrimitives.ReadInt32LittleEndian(header[KeyLengthOffset..]);
        if (length != header.Length || keyLength != Encoding.UTF8.GetByteCount(keyText)
            || !header.Slice(KeyOffset, keyLength).SequenceEqual(Encoding.UTF8.GetBytes(keyText)))
        {
            return "it is the entry of another key";
        }

        Span<byte> checksum = stackalloc byte[ContentHash.Length];
        Checksum(header, checksum);
        if (!header.Slice(ChecksumOffset, checksum.Length).SequenceEqual(checksum))
        {
            return "the checksum of its header is wrong";
        }

        long expected = FileLength(length, PayloadLength(header));
        return expected != fileLength ? $"it is {fileLength} bytes long, and {expected} were written" : null;
    }

    /// <summary>The key that the beginning of a file holds; null where it does not begin as an entry, or the key is cut off.</summary>
    public static string? KeyTextOf(ReadOnlySpan<byte> start)
    {
        if (start.Length < KeyOffset || !start.StartsWith(Magic) || BinaryPrimitives.ReadInt32LittleEndian(start[VersionOffset..]) != Version)
        {
            return null;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(start[KeyLengthOffset..]);
        return length >= 0 && length <= start.Length - KeyOffset ? Encoding.UTF8.GetString(start.Slice(KeyOffset, length)) : null;
    }

    /// <summary>The length of the payload that the beginning of an entry states.</summary>
    public static long PayloadLength(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadInt64LittleEndian(header[PayloadLengthOffset..]);

    /// <summary>The length of an entry with its header and checksums.</summary>
    public static long FileLength(long headerLength, long payloadLength) => headerLength + payloadLength + BlockSums.LengthOf(payloadLength);

    /// <summary>The SHA-256 that the checksums of the payload should have.</summary>
    public static ReadOnlySpan<byte> SumsHash(ReadOnlySpan<byte> header) => header.Slice(SumsHashOffset, ContentHash.Length);

    private static void Checksum(ReadOnlySpan<byte> header, Span<byte> destination)
    {
        using ContentHash hash = new(header.Length);
        hash.Append(header[..ChecksumOffset]);
        hash.Append(header[KeyOffset..]);
        hash.Finish().CopyTo(destination);
    }
}
