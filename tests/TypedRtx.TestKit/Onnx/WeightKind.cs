using System.Runtime.InteropServices;
using TypedRtx.Signatures;
using TypedRtx.TestKit.Onnx;

namespace TypedRtx.TestKit;

/// <summary>Which values a weight of a filled model has.</summary>
/// <param name="Type">The element type.</param>
/// <param name="Width">The last dimension of a matrix, which random values are scaled by; 0 for a constant.</param>
internal readonly record struct WeightKind(ElementType Type, long Width)
{
    // A prime, so that the rows of a matrix are not all the same.
    private const int BlockLength = 65_521;

    /// <summary>Whether the values are random; they are all equal otherwise.</summary>
    public bool IsRandom => Width > 0;

    /// <summary>The kind of a tensor.</summary>
    public static WeightKind Of(TensorProto tensor)
    {
        ElementType type = (ElementType)tensor.DataType;
        return new WeightKind(type, IsFloat(type) && tensor.Dims.Count > 1 ? Math.Max(tensor.Dims[^1], 1) : 0);
    }

    /// <summary>Writes so many bytes of values.</summary>
    public void Write(Stream stream, long length, int seed)
    {
        if (!IsFloat(Type))
        {
            // The stream holds zeros already, and a file without them takes no space for them.
            return;
        }

        byte[] block = Encode(IsRandom ? Draw(seed) : [.. Enumerable.Repeat(0.5f, BlockLength)]);
        for (long written = 0; written < length; written += block.Length)
        {
            stream.Write(block, 0, (int)Math.Min(block.Length, length - written));
        }
    }

    private static bool IsFloat(ElementType type) =>
        type is ElementType.Float32 or ElementType.Float64 or ElementType.Float16 or ElementType.BFloat16;

    // Evenly from -s to s, where s * s / 3 is the variance 1 / width.
    private float[] Draw(int seed)
    {
        Random random = new(unchecked((seed * 397) ^ (int)Width));
        float scale = MathF.Sqrt(3f / Width);
        float[] values = new float[BlockLength];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = ((random.NextSingle() * 2) - 1) * scale;
        }

        return values;
    }

    private byte[] Encode(float[] values) => Type switch
    {
        ElementType.Float64 => MemoryMarshal.AsBytes<double>([.. values.Select(value => (double)value)]).ToArray(),
        ElementType.Float16 => MemoryMarshal.AsBytes<Half>([.. values.Select(value => (Half)value)]).ToArray(),
        ElementType.BFloat16 => MemoryMarshal.AsBytes<ushort>(
            [.. values.Select(value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16))]).ToArray(),
        _ => MemoryMarshal.AsBytes<float>(values).ToArray(),
    };
}
