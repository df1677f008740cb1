using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>The weights of a model where they lie in its files, which stay readable until disposal.</summary>
internal sealed unsafe class OrtStoredWeights : IDisposable
{
    // Smaller ones cost more calls than bytes.
    private const int LeastBytes = 4096;

    private readonly List<IDisposable> _holders = [];

    private OrtStoredWeights(ModelSource source)
    {
        using Stream stream = source.OpenRead();
        IReadOnlyList<StoredTensor> tensors = StoredTensorReader.Read(stream, LeastBytes);
        (nint address, long length) = tensors.Any(tensor => tensor.Location.Length == 0) ? Map(source, stream) : (0, 0);
        List<(StoredTensor, nint)> found = [];
        foreach (StoredTensor tensor in tensors)
        {
            ExternalDataMap? file = tensor.Location.Length == 0
                ? null
                : source.ExternalData.FirstOrDefault(known => known.Location == tensor.Location);
            (nint start, long bytes) = tensor.Location.Length == 0 ? (address, length) : (file?.Address ?? 0, file?.ByteLength ?? 0);
            if (tensor.Offset <= bytes - tensor.ByteLength)
            {
                found.Add((tensor, start + (nint)tensor.Offset));
            }
        }

        _holders.AddRange(source.ExternalData.Select(file => file.Hold()));
        Tensors = found;
    }

    private OrtStoredWeights(IReadOnlyList<(StoredTensor, nint)> tensors, IDisposable? holder)
    {
        Tensors = tensors;
        if (holder is not null)
        {
            _holders.Add(holder);
        }
    }

    /// <summary>The weights, and where each begins.</summary>
    public IReadOnlyList<(StoredTensor Tensor, nint Address)> Tensors { get; }

    /// <summary>Weights that were found elsewhere.</summary>
    /// <param name="tensors">The weights, and where each begins.</param>
    /// <param name="holder">What keeps them readable; disposed with this.</param>
    public static OrtStoredWeights Of(IReadOnlyList<(StoredTensor Tensor, nint Address)> tensors, IDisposable? holder) =>
        new(tensors, holder);

    /// <summary>Finds the weights of a model that are large enough to be worth it. The files of weights have to be open.</summary>
    public static OrtStoredWeights Find(ModelSource source) => new(source);

    public void Dispose() => _holders.ForEach(holder => holder.Dispose());

    private (nint Address, long Length) Map(ModelSource source, Stream stream)
    {
        if (stream is FileStream file)
        {
            ExternalDataMap map = ExternalDataMap.Open("", file.SafeFileHandle, file.Length);
            _holders.Add(map);
            return (map.Address, map.ByteLength);
        }

        System.Buffers.MemoryHandle pin = source.Bytes.Pin();
        _holders.Add(pin);
        return ((nint)pin.Pointer, source.Bytes.Length);
    }
}
