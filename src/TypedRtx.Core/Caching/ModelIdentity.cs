using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using TypedRtx.Runtime;

namespace TypedRtx.Caching;

/// <summary>
/// Which model it is, by content: the SHA-256 of its bytes and of every file of weights. Computed when it is first asked for,
/// which reads all of them, and then kept. Safe for concurrent use.
/// </summary>
internal sealed class ModelIdentity
{
    // Below the size of objects that are collected late.
    private const int ChunkLength = 1 << 16;

    private readonly Lock _gate = new();
    private readonly ModelSource _source;
    private string? _hash;

    private ModelIdentity(ModelSource source) => _source = source;

    /// <summary>The identity of a model; reads nothing yet.</summary>
    public static ModelIdentity Of(ModelSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ModelIdentity(source);
    }

    /// <summary>The hash in lower-case hexadecimal, 64 characters. While one caller computes it, others wait.</summary>
    /// <exception cref="ModelFileException">The model cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the next call begins anew.</exception>
    public string Hash(CancellationToken cancellationToken = default)
    {
        if (Volatile.Read(ref _hash) is { } known)
        {
            return known;
        }

        lock (_gate)
        {
            if (_hash is null)
            {
                Volatile.Write(ref _hash, Compute(cancellationToken));
            }

            return _hash!;
        }
    }

    // Each part after its name and length, so that bytes cannot move from one into the next.
    private string Compute(CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            if (_source.Path is { } path)
            {
                using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
                Begin(hash, "model", file.Length);
                Append(hash, file, cancellationToken);
            }
            else
            {
                Begin(hash, "model", _source.Bytes.Length);
                Append(hash, MemoryStreams.Over(_source.Bytes), cancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"'{_source.Display}' cannot be read, so nothing that was kept for it can be found. {e.Message}", e);
        }

        foreach (ExternalDataMap weights in _source.ExternalData)
        {
            using IDisposable held = weights.Hold();
            Begin(hash, weights.Location, weights.ByteLength);
            Append(hash, weights, cancellationToken);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Begin(IncrementalHash hash, string name, long byteLength)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        Span<byte> lengths = stackalloc byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(lengths, bytes.Length);
        BinaryPrimitives.WriteInt64LittleEndian(lengths[4..], byteLength);
        hash.AppendData(lengths);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, Stream stream, CancellationToken cancellationToken)
    {
        byte[] chunk = GC.AllocateUninitializedArray<byte>(ChunkLength);
        while (stream.Read(chunk) is > 0 and int read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(chunk.AsSpan(0, read));
        }
    }

    private static unsafe void Append(IncrementalHash hash, ExternalDataMap weights, CancellationToken cancellationToken)
    {
        for (long offset = 0; offset < weights.ByteLength; offset += ChunkLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int length = (int)Math.Min(ChunkLength, weights.ByteLength - offset);
            hash.AppendData(new ReadOnlySpan<byte>((byte*)weights.Address + offset, length));
        }
    }
}
