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
        // Each part after its name and length, so that bytes cannot move from one into the next.
        using ContentHash hash = new(ByteLength);
        Begin(hash, "model", ModelLength);
        if (_file is null)
        {
            Append(hash, _source.Bytes.Span, cancellationToken);
        }
        else
        {
            Append(hash, _file, cancellationToken);
        }

        foreach (ExternalDataMap weights in _source.ExternalData)
        {
            Begin(hash, weights.Location, weights.ByteLength);
            Append(hash, weights, cancellationToken);
        }

        return hash.FinishText();
    }

    /// <summary>
    /// What the system says of its files, and the SHA-256 of 64 blocks of each, which are read: one line a file. Null for a model in
    /// memory, and where the system does not say enough.
    /// </summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public ModelFingerprint? Fingerprint()
    {
        if (_file is null || FileStamp.Of(_file) is not { } stamp)
        {
            return null;
        }

        byte[] sample = new byte[SampleLength];
        StringBuilder text = new($"{stamp} {SampleOf(_file, stamp.ByteLength, sample)}");
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

        return new ModelFingerprint(text.ToString(), changed);
    }

    /// <summary>Lets go of the files.</summary>
    public void Dispose()
    {
        _file?.Dispose();
        Array.ForEach(_weights, held => held.Dispose());
    }

    private static string SampleOf(SafeFileHandle file, long byteLength, byte[] sample)
    {
        using ContentHash hash = new(Samples * SampleLength);
        for (int i = 0; i < Samples; i++)
        {
            hash.Append(sample.AsSpan(0, EntryFile.ReadFully(file, sample, OffsetOf(i, byteLength))));
        }

        return hash.FinishText();
    }

    private static unsafe string SampleOf(ExternalDataMap weights)
    {
        using ContentHash hash = new(Samples * SampleLength);
        Begin(hash, weights.Location, weights.ByteLength);
        for (int i = 0; i < Samples; i++)
        {
            long offset = OffsetOf(i, weights.ByteLength);
            int length = (int)Math.Min(SampleLength, weights.ByteLength - offset);
            hash.Append(new ReadOnlySpan<byte>((byte*)weights.Address + offset, length));
        }

        return hash.FinishText();
    }

    // From the first block to the last, at even distances.
    private static long OffsetOf(int sample, long byteLength) =>
        (long)((Int128)Math.Max(0, byteLength - SampleLength) * sample / (Samples - 1));

    private static void Begin(ContentHash hash, string name, long byteLength)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        Span<byte> lengths = stackalloc byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(lengths, bytes.Length);
        BinaryPrimitives.WriteInt64LittleEndian(lengths[4..], byteLength);
        hash.Append(lengths);
        hash.Append(bytes);
    }

    private static void Append(ContentHash hash, SafeFileHandle file, CancellationToken cancellationToken)
    {
        byte[] chunk = GC.AllocateUninitializedArray<byte>(ChunkLength);
        for (long offset = 0; RandomAccess.Read(file, chunk, offset) is > 0 and int read; offset += read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.Append(chunk.AsSpan(0, read));
        }
    }

    private static unsafe void Append(ContentHash hash, ExternalDataMap weights, CancellationToken cancellationToken)
    {
        for (long offset = 0; offset < weights.ByteLength; offset += ChunkLength)
        {
            int length = (int)Math.Min(ChunkLength, weights.ByteLength - offset);
            Append(hash, new ReadOnlySpan<byte>((byte*)weights.Address + offset, length), cancellationToken);
        }
    }

    private static void Append(ContentHash hash, ReadOnlySpan<byte> bytes, CancellationToken cancellationToken)
    {
        for (; bytes.Length > 0; bytes = bytes[Math.Min(ChunkLength, bytes.Length)..])
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.Append(bytes[..Math.Min(ChunkLength, bytes.Length)]);
        }
    }
}
