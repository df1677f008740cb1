using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using TypedRtx.Signatures;

namespace TypedRtx.Device;

/// <summary>A tensor of a test vector: the fields of TensorProto that those of the repository's models use.</summary>
internal sealed class TensorProtoFile
{
    private const int Dims = 1;
    private const int DataType = 2;
    private const int FloatData = 4;
    private const int Int64Data = 7;
    private const int RawData = 9;

    private TensorProtoFile(ElementType element, int[] shape, byte[] bytes)
    {
        Element = element;
        Shape = shape;
        Bytes = bytes;
    }

    public ElementType Element { get; }

    public int[] Shape { get; }

    public byte[] Bytes { get; }

    public static TensorProtoFile Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        List<int> shape = [];
        ElementType element = ElementType.Undefined;
        byte[] bytes = [];
        for (int at = 0; at < file.Length;)
        {
            long tag = Varint(file, ref at);
            (int field, int wire) = ((int)(tag >> 3), (int)(tag & 7));
            if (wire == 0)
            {
                long value = Varint(file, ref at);
                if (field == Dims)
                {
                    shape.Add((int)value);
                }
                else if (field == DataType)
                {
                    element = (ElementType)value;
                }

                continue;
            }

            int length = wire == 2 ? (int)Varint(file, ref at) : wire == 5 ? 4 : 8;
            ReadOnlySpan<byte> payload = file.AsSpan(at, length);
            at += length;
            if (field == Dims)
            {
                for (int inner = at - length; inner < at;)
                {
                    shape.Add((int)Varint(file, ref inner));
                }
            }
            else if (field is FloatData or RawData)
            {
                bytes = payload.ToArray();
            }
            else if (field == Int64Data)
            {
                List<long> values = [];
                for (int inner = at - length; inner < at;)
                {
                    values.Add(Varint(file, ref inner));
                }

                bytes = MemoryMarshal.AsBytes<long>(values.ToArray()).ToArray();
            }
        }

        return new TensorProtoFile(element, [.. shape], bytes);
    }

    /// <summary>The largest difference to what was computed, over the largest value here; float32 and float16.</summary>
    public double RelativeError(ReadOnlySpan<byte> computed)
    {
        float[] expected = Floats(Element, Bytes);
        float[] actual = Floats(Element, computed);
        double largest = 1e-12;
        double difference = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected[i]));
            double distance = Math.Abs((double)expected[i] - actual[i]);
            difference = double.IsNaN(distance) ? double.PositiveInfinity : Math.Max(difference, distance);
        }

        return difference / largest;
    }

    public static float[] Floats(ElementType element, ReadOnlySpan<byte> bytes)
    {
        if (element == ElementType.Float16)
        {
            ReadOnlySpan<Half> halves = MemoryMarshal.Cast<byte, Half>(bytes);
            float[] floats = new float[halves.Length];
            TensorPrimitives.ConvertToSingle(halves, floats);
            return floats;
        }

        return element == ElementType.Float32
            ? MemoryMarshal.Cast<byte, float>(bytes).ToArray()
            : throw new NotSupportedException($"{element}");
    }

    private static long Varint(byte[] file, ref int at)
    {
        long value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = file[at++];
            value |= (long)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }
    }
}
