using System.Globalization;
using TypedRtx.Signatures;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.TestKit;

/// <summary>
/// The data file of a filled model. Tensors of one kind share one region of it, each from its own page on, so that the
/// file of a model of half a gigabyte is written in a moment and no two of its layers are equal.
/// </summary>
/// <param name="name">The name of the file.</param>
/// <param name="seed">What the values follow from.</param>
internal sealed class WeightFile(string name, int seed)
{
    private const long Page = 4096;

    private readonly Dictionary<WeightKind, List<TensorProto>> _tensors = [];

    /// <summary>The bytes of one tensor, for one that lies in the model itself.</summary>
    public static byte[] ValuesOf(TensorProto tensor, int seed)
    {
        byte[] bytes = new byte[LengthOf(tensor)];
        using MemoryStream stream = new(bytes);
        WeightKind.Of(tensor).Write(stream, bytes.Length, seed);
        return bytes;
    }

    /// <summary>Gives a tensor a place in the file, as far as which region it lies in.</summary>
    public void Add(TensorProto tensor)
    {
        WeightKind kind = WeightKind.Of(tensor);
        if (!_tensors.TryGetValue(kind, out List<TensorProto>? region))
        {
            _tensors.Add(kind, region = []);
        }

        region.Add(tensor);
    }

    /// <summary>Writes the file, where any tensor needs it, and the places into the tensors.</summary>
    public void Write(string folder)
    {
        if (_tensors.Count == 0)
        {
            return;
        }

        using FileStream file = new(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach ((WeightKind kind, List<TensorProto> tensors) in _tensors)
        {
            long start = RoundUp(file.Length);
            long end = start;
            for (int i = 0; i < tensors.Count; i++)
            {
                // TensorRT for RTX tells weights apart by where they lie, and refuses two lengths at one place.
                long offset = start + (i * Page);
                long length = LengthOf(tensors[i]);
                SetPlace(tensors[i], offset, length);
                end = Math.Max(end, offset + length);
            }

            file.SetLength(end);
            file.Position = start;
            kind.Write(file, end - start, seed);
        }
    }

    private static long LengthOf(TensorProto tensor)
    {
        long count = tensor.Dims.Aggregate(1L, (product, length) => checked(product * length));
        return checked((count * ElementTypes.BitsOf((ElementType)tensor.DataType)) + 7) / 8;
    }

    private static long RoundUp(long length) => (length + Page - 1) / Page * Page;

    private void SetPlace(TensorProto tensor, long offset, long length)
    {
        tensor.ExternalData.Clear();
        Set("location", name);
        Set("offset", offset.ToString(CultureInfo.InvariantCulture));
        Set("length", length.ToString(CultureInfo.InvariantCulture));

        void Set(string key, string value) => tensor.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });
    }
}
