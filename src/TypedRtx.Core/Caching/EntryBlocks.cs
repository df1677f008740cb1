using Microsoft.Win32.SafeHandles;

namespace TypedRtx.Caching;

/// <summary>
/// An entry in an open file whose header is right, and with it the checksums of its blocks. The payload is not read yet: all of it can
/// be checked, or a sample.
/// </summary>
/// <remarks>
/// Reads the payload instead of looking at a mapping of it, because a disk that fails under a mapping ends the process, and under a
/// read it is an exception.
/// </remarks>
internal sealed class EntryBlocks
{
    /// <summary>Payloads up to it are read as a whole before they are used: 64 MB take some ten milliseconds.</summary>
    public const long LargestWhole = 64L << 20;

    // Four megabytes, which take a millisecond or two.
    private const int Samples = 64;

    private const string Damaged = "the checksum of its payload is wrong";

    private readonly SafeFileHandle _file;
    private readonly long _start;
    private readonly byte[] _sums;

    private EntryBlocks(SafeFileHandle file, long start, long byteLength, byte[] sums)
    {
        _file = file;
        _start = start;
        ByteLength = byteLength;
        _sums = sums;
    }

    /// <summary>The length of the payload.</summary>
    public long ByteLength { get; }

    private long Count => _sums.Length / BlockSums.SumLength;

    /// <summary>Reads header and checksums.</summary>
    /// <param name="file">The file.</param>
    /// <param name="keyText">The key that the entry is to be of.</param>
    /// <param name="start">Where the entry begins.</param>
    /// <param name="length">How long it is, header and checksums and all.</param>
    /// <param name="refusal">What is wrong with it; null when nothing is.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static EntryBlocks? Open(SafeFileHandle file, string keyText, long start, long length, out string? refusal)
    {
        byte[] header = new byte[(int)Math.Min(CacheHeader.LengthOf(keyText), length)];
        int read = EntryFile.ReadFully(file, header, start);
        refusal = CacheHeader.Refusal(header.AsSpan(0, read), keyText, length);
        if (refusal is not null)
        {
            return null;
        }

        long byteLength = CacheHeader.PayloadLength(header);
        byte[] sums = new byte[BlockSums.LengthOf(byteLength)];
        int summed = EntryFile.ReadFully(file, sums, start + header.Length + byteLength);
        bool isRight = CacheHeader.SumsHash(header).SequenceEqual(ContentHash.Of(sums.AsSpan(0, summed)));
        refusal = isRight ? null : "the checksum of its checksums is wrong";
        return isRight ? new EntryBlocks(file, start + header.Length, byteLength, sums) : null;
    }

    /// <summary>Maps the payload.</summary>
    /// <exception cref="IOException">It cannot be mapped.</exception>
    public MappedEntry Map() => MappedEntry.Open(_file, _start, ByteLength);

    /// <summary>What is wrong with the payload, all of which is read; null when nothing is.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public string? Refusal(CancellationToken cancellationToken = default)
    {
        byte[] block = Block();
        for (long index = 0; index < Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!IsRight(index, block))
            {
                return Damaged;
            }
        }

        return null;
    }

    /// <summary>
    /// What is wrong with the first block, the last, and others that chance picks, so that each start of a program looks at others;
    /// null when nothing is.
    /// </summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public string? RefusalOfSample()
    {
        if (Count <= Samples)
        {
            return Refusal();
        }

        byte[] block = Block();
        bool isRight = IsRight(0, block) && IsRight(Count - 1, block);
        for (int i = 2; isRight && i < Samples; i++)
        {
            isRight = IsRight(Random.Shared.NextInt64(Count), block);
        }

        return isRight ? null : Damaged;
    }

    private byte[] Block() => GC.AllocateUninitializedArray<byte>((int)Math.Min(BlockSums.BlockLength, ByteLength));

    private bool IsRight(long index, byte[] block)
    {
        long offset = index * BlockSums.BlockLength;
        Span<byte> wanted = block.AsSpan(0, (int)Math.Min(block.Length, ByteLength - offset));
        int read = EntryFile.ReadFully(_file, wanted, _start + offset);
        return read == wanted.Length && BlockSums.Matches(wanted, _sums, index);
    }
}
