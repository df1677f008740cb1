using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;
using TypedRtx.Native;
using TypedRtx.Runtime;

namespace TypedRtx.Caching;

/// <summary>
/// The bytes of a model and of its files of weights. A model's file is open, so that it is the same one whatever its name leads to by
/// then.
/// </summary>
internal sealed class ModelContent : IDisposable
{
    // Below the size of objects that are collected late.
    private const int ChunkLength = 1 << 16;
    private const int Samples = 64;
    private const int SampleLength = 4096;

    // Checksums of as much take one or two milliseconds, a fifth of what its hash takes.
    private const long MostSummed = 16L << 20;

    private readonly ModelSource _source;
    private readonly SafeFileHandle? _file;
    private readonly IDisposable[] _weights;

    private ModelContent(ModelSource source, SafeFileHandle? file)
    {
        _source = source;
        _file = file;
        _weights = [.. source.ExternalData.Select(weights => weights.Hold())];
    }

    /// <summary>How many bytes there are.</summary>
    public long ByteLength => ModelLength + _source.ExternalData.Sum(weights => weights.ByteLength);

    /// <summary>Whether the model is small enough to be told apart by checksums of all of it.</summary>
    public bool IsSummed => ByteLength <= MostSummed;

    private long ModelLength => _file is null ? _source.Bytes.Length : RandomAccess.GetLength(_file);

    /// <summary>Opens a model.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be opened.</exception>
    public static ModelContent Open(ModelSource source) => new(
        source,
        source.Path is { } path
            ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan)
            : null);

    /// <summary>The SHA-256 of all of it, in lower-case hexadecimal.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public string Hash(CancellationToken cancellationToken)
    {
        using ContentHash hash = new(ByteLength);
        PassAll(hash.Append, null, cancellationToken);
        return hash.FinishText();
    }

    /// <summary>The hash and the fingerprint of a file that checksums tell apart, of the same bytes, which are read once.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public (string Hash, ModelFingerprint Fingerprint) HashAndSum(CancellationToken cancellationToken)
    {
        using ContentHash hash = new(ByteLength);
        BlockSums sums = new();
        PassAll(hash.Append, sums.Append, cancellationToken);
        return (hash.FinishText(), FingerprintOf(sums));
    }

    /// <summary>
    /// The checksums of all of it or, where it is large, what the system says of its files, and the checksums of 64 blocks of each, which
    /// are read: one line a file. Null for a model in memory, and where the system does not say enough.
    /// </summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public ModelFingerprint? Fingerprint() =>
        _file is null ? null
        : IsSummed ? Summed()
        : FileStamp.Of(_file) is { } stamp ? Sampled(_file, stamp)
        : null;

    /// <summary>Lets go of the files.</summary>
    public void Dispose()
    {
        _file?.Dispose();
        Array.ForEach(_weights, held => held.Dispose());
    }

    private ModelFingerprint Summed()
    {
        BlockSums sums = new();
        PassAll(null, sums.Append, CancellationToken.None);
        return FingerprintOf(sums);
    }

    // Of any time, so that files may be unpacked anew. Not of any path: who makes a model with the checksums of another one must not have it
    // taken for that.
    private ModelFingerprint FingerprintOf(BlockSums sums) => new($"path={_source.Path}", ContentHash.TextOf(sums.Finish()), 0);

    // Names and lengths with the bytes, so that these cannot move from one file into the next. The hash has them first; checksums have them
    // last, so that bytes pass in whole blocks.
    private void PassAll(Action<ReadOnlySpan<byte>>? hash, Action<ReadOnlySpan<byte>>? sums, CancellationToken cancellationToken)
    {
        Action<ReadOnlySpan<byte>> both = hash + sums ?? throw new ArgumentNullException(nameof(hash));
        PassName(hash, "model", ModelLength);
        PassModel(both, cancellationToken);
        PassName(sums, "model", ModelLength);
        foreach (ExternalDataMap weights in _source.ExternalData)
        {
            PassName(hash, weights.Location, weights.ByteLength);
            Pass(weights, both, cancellationToken);
            PassName(sums, weights.Location, weights.ByteLength);
        }
    }

    private ModelFingerprint? Sampled(SafeFileHandle file, FileStamp stamp)
    {
        byte[] sample = new byte[SampleLength];
        StringBuilder text = new($"{stamp} {SampleOf(file, stamp.ByteLength, sample)}");
        long changed = stamp.Changed;
        foreach (ExternalDataMap weights in _source.ExternalData)
        {
            if (weights.ByteLength > 0 && weights.Stamp is null)
            {
                return null;
            }

            changed = Math.Max(changed, weights.Stamp?.Changed ?? 0);
            text.Append('\n').Append(weights.Stamp).Append(' ').Append(SampleOf(weights));
        }

        return new ModelFingerprint($"path={_source.Path}", text.ToString(), changed);
    }

    private static string SampleOf(SafeFileHandle file, long byteLength, byte[] sample)
    {
        BlockSums sums = new();
        for (int i = 0; i < Samples; i++)
        {
            sums.Append(sample.AsSpan(0, EntryFile.ReadFully(file, sample, OffsetOf(i, byteLength))));
        }

        return ContentHash.TextOf(sums.Finish());
    }

    private static unsafe string SampleOf(ExternalDataMap weights)
    {
        BlockSums sums = new();
        PassName(sums.Append, weights.Location, weights.ByteLength);
        for (int i = 0; i < Samples; i++)
        {
            long offset = OffsetOf(i, weights.ByteLength);
            int length = (int)Math.Min(SampleLength, weights.ByteLength - offset);
            sums.Append(new ReadOnlySpan<byte>((byte*)weights.Address + offset, length));
        }

        return ContentHash.TextOf(sums.Finish());
    }

    // From the first block to the last, at even distances.
    private static long OffsetOf(int sample, long byteLength) =>
        (long)((Int128)Math.Max(0, byteLength - SampleLength) * sample / (Samples - 1));

    private static void PassName(Action<ReadOnlySpan<byte>>? take, string name, long byteLength)
    {
        if (take is null)
        {
            return;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(name);
        Span<byte> lengths = stackalloc byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(lengths, bytes.Length);
        BinaryPrimitives.WriteInt64LittleEndian(lengths[4..], byteLength);
        take(lengths);
        take(bytes);
    }

    private void PassModel(Action<ReadOnlySpan<byte>> take, CancellationToken cancellationToken)
    {
        if (_file is null)
        {
            Pass(_source.Bytes.Span, take, cancellationToken);
            return;
        }

        byte[] chunk = GC.AllocateUninitializedArray<byte>(ChunkLength);
        for (long offset = 0; RandomAccess.Read(_file, chunk, offset) is > 0 and int read; offset += read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            take(chunk.AsSpan(0, read));
        }
    }

    private static unsafe void Pass(ExternalDataMap weights, Action<ReadOnlySpan<byte>> take, CancellationToken cancellationToken)
    {
        for (long offset = 0; offset < weights.ByteLength; offset += ChunkLength)
        {
            int length = (int)Math.Min(ChunkLength, weights.ByteLength - offset);
            Pass(new ReadOnlySpan<byte>((byte*)weights.Address + offset, length), take, cancellationToken);
        }
    }

    private static void Pass(ReadOnlySpan<byte> bytes, Action<ReadOnlySpan<byte>> take, CancellationToken cancellationToken)
    {
        for (; bytes.Length > 0; bytes = bytes[Math.Min(ChunkLength, bytes.Length)..])
        {
            cancellationToken.ThrowIfCancellationRequested();
            take(bytes[..Math.Min(ChunkLength, bytes.Length)]);
        }
    }
}
