using System.Globalization;
using System.Security.Cryptography;
using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>Has the library write how it made a model ready, and keeps that.</summary>
/// <param name="environment">What sessions run in.</param>
/// <param name="request">The model.</param>
internal sealed unsafe class KeptModelWriter(OrtEnvironment environment, BackendRequest request)
{
    // Weights below it stay in the graph: lengths and indices, which the library may look at while it loads.
    private const int LeastBytes = 1024;

    private const int Alignment = 64;
    private const int ChunkLength = 1 << 20;

    private const string Graph = "graph";

    /// <summary>Has a session write the model once it is made ready.</summary>
    public static void Ask(OrtSessionOptions options, ScratchFolder scratch)
    {
        options.Set("session.optimized_model_external_initializers_file_name", KeptWeightsPlace.Name);
        options.Set(
            "session.optimized_model_external_initializers_min_size_in_bytes", LeastBytes.ToString(CultureInfo.InvariantCulture));
        options.WriteTo(Path.Combine(scratch.Path, Graph));
    }

    /// <summary>Has a session made that writes the model and does nothing else.</summary>
    /// <exception cref="TypedRtxException">The library does not make the model ready, or does not write it.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Draft(ScratchFolder scratch, CancellationToken cancellationToken)
    {
        using OrtSessionOptions options = new(environment, request, [], OrtSessionUse.Keeping);
        Ask(options, scratch);
        OrtSessionLoader.Load(environment, options, request.Source, packedWeights: 0, cancellationToken).Dispose();
    }

    /// <summary>Keeps what a session wrote, under a key that is locked.</summary>
    /// <param name="hash">The content hash of the model.</param>
    /// <param name="key">The key.</param>
    /// <param name="scratch">Where it wrote.</param>
    /// <param name="openingTime">How long the model took to open.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its length in the cache in bytes; null where it was not kept.</returns>
    /// <exception cref="TypedRtxException">It was written in a form that is not known.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public long? Write(string hash, CacheKey key, ScratchFolder scratch, TimeSpan openingTime, CancellationToken cancellationToken)
    {
        byte[] graph = File.ReadAllBytes(Path.Combine(scratch.Path, Graph));
        IReadOnlyList<StoredTensor> stored = StoredTensorReader.Read(new MemoryStream(graph), leastBytes: 0);
        StoredTensor[] external = [.. stored.Where(tensor => tensor.Location.Length > 0)];
        using ExternalDataMap? weights = Map(Path.Combine(scratch.Path, KeptWeightsPlace.Name));
        (StoredTensor[] tensors, long length) = Lay(external);
        string content = length == 0 ? "" : HashOf(external, tensors, weights!, cancellationToken);
        bool isKept = length == 0
            || request.Cache.Write(KeptModelKeys.OfWeights(hash, content), stream => Copy(external, tensors, weights!, stream, cancellationToken));
        return isKept && request.Cache.Write(key, stream => new KeptModelRecord("", content, length, openingTime, tensors).Write(stream, graph))
            ? length + graph.Length
            : null;
    }

    private static ExternalDataMap? Map(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: > 0 } found)
        {
            return null;
        }

        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
        return ExternalDataMap.Open(KeptWeightsPlace.Name, file, found.Length);
    }

    private static (StoredTensor[] Tensors, long Length) Lay(StoredTensor[] external)
    {
        long length = 0;
        StoredTensor[] tensors = new StoredTensor[external.Length];
        for (int i = 0; i < tensors.Length; i++)
        {
            tensors[i] = external[i] with { Location = "", Offset = length };
            length = (length + external[i].ByteLength + Alignment - 1) / Alignment * Alignment;
        }

        return (tensors, length);
    }

    private static string HashOf(
        StoredTensor[] external, StoredTensor[] tensors, ExternalDataMap weights, CancellationToken cancellationToken)
    {
        using HashStream stream = new();
        Copy(external, tensors, weights, stream, cancellationToken);
        return stream.Finish();
    }

    private static void Copy(
        StoredTensor[] external, StoredTensor[] tensors, ExternalDataMap weights, Stream stream, CancellationToken cancellationToken)
    {
        ReadOnlySpan<byte> padding = stackalloc byte[Alignment];
        for (int i = 0; i < tensors.Length; i++)
        {
            StoredTensor from = external[i];
            if (from.Offset < 0 || from.Offset > weights.ByteLength - from.ByteLength)
            {
                throw new InferenceException($"ONNX Runtime wrote weight '{from.Name}' outside of its file.");
            }

            for (long done = 0; done < from.ByteLength; done += ChunkLength)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int chunk = (int)Math.Min(ChunkLength, from.ByteLength - done);
                stream.Write(new ReadOnlySpan<byte>((byte*)weights.Address + from.Offset + done, chunk));
            }

            stream.Write(padding[..(int)(-from.ByteLength & (Alignment - 1))]);
        }
    }

    private sealed class HashStream : Stream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

        public override void Write(ReadOnlySpan<byte> buffer) => _hash.AppendData(buffer);

        public override void Write(byte[] buffer, int offset, int count) => _hash.AppendData(buffer, offset, count);

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
