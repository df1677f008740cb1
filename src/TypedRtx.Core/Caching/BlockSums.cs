using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace TypedRtx.Caching;

/// <summary>
/// Checksums of the blocks of a payload as it passes, so that any part of it can be checked alone. Four CRC-32C over every fourth word,
/// two of which go into the other two: not one bit that changes goes unseen, and it keeps up with memory, where SHA-256 takes four
/// times as long. Against people who change entries on purpose no checksum helps; <see cref="CacheTrust"/> does.
/// </summary>
internal sealed class BlockSums
{
    /// <summary>The length of a block; the last one is shorter. Below the size of objects that are collected late.</summary>
    public const int BlockLength = 1 << 16;

    /// <summary>The length of the checksum of a block.</summary>
    public const int SumLength = 8;

    private const int WordLength = 8;
    private const int Lanes = 4;
    private const int Turn = 11;

    private readonly byte[] _block = GC.AllocateUninitializedArray<byte>(BlockLength);
    private readonly ArrayBufferWriter<byte> _sums = new();
    private int _filled;

    /// <summary>How many bytes the checksums of a payload take.</summary>
    public static long LengthOf(long payloadLength) => (payloadLength + BlockLength - 1) / BlockLength * SumLength;

    /// <summary>The checksum of a block.</summary>
    public static ulong Of(ReadOnlySpan<byte> block)
    {
        uint first = 0, second = 0, third = 0, fourth = 0;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(block);
        for (; words.Length >= Lanes; words = words[Lanes..])
        {
            first = BitOperations.Crc32C(first, words[0]);
            second = BitOperations.Crc32C(second, words[1]);
            third = BitOperations.Crc32C(third, words[2]);
            fourth = BitOperations.Crc32C(fourth, words[3]);
        }

        foreach (byte last in block[(block.Length / (Lanes * WordLength) * Lanes * WordLength)..])
        {
            first = BitOperations.Crc32C(first, last);
        }

        // Turned, so that words that change places show.
        return (first ^ BitOperations.RotateLeft(third, Turn)) | ((ulong)(second ^ BitOperations.RotateLeft(fourth, Turn)) << 32);
    }

    /// <summary>Whether a block has the checksum that a table says.</summary>
    public static bool Matches(ReadOnlySpan<byte> block, ReadOnlySpan<byte> sums, long index) =>
        BinaryPrimitives.ReadUInt64LittleEndian(sums[(int)(index * SumLength)..]) == Of(block);

    /// <summary>Takes the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_filled == 0 && bytes.Length >= BlockLength)
            {
                Add(bytes[..BlockLength]);
                bytes = bytes[BlockLength..];
                continue;
            }

            int taken = Math.Min(bytes.Length, BlockLength - _filled);
            bytes[..taken].CopyTo(_block.AsSpan(_filled));
            bytes = bytes[taken..];
            _filled += taken;
            if (_filled == BlockLength)
            {
                Add(_block);
                _filled = 0;
            }
        }
    }

    /// <summary>The checksums of all that passed, one after another, little-endian.</summary>
    public byte[] Finish()
    {
        if (_filled > 0)
        {
            Add(_block.AsSpan(0, _filled));
            _filled = 0;
        }

        return _sums.WrittenSpan.ToArray();
    }

    private void Add(ReadOnlySpan<byte> block)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_sums.GetSpan(SumLength), Of(block));
        _sums.Advance(SumLength);
    }
}
