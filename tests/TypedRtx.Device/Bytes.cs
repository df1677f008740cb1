using System.Runtime.InteropServices;
using TypedRtx.Signatures;

namespace TypedRtx.Device;

/// <summary>Tensors of any element type as bytes.</summary>
internal static class Bytes
{
    public static void Fill(GenericModel model, GenericBinding binding, int input, ReadOnlySpan<byte> bytes) =>
        bytes.CopyTo(ElementOf(model.Descriptor.Signature.Inputs[input]) switch
        {
            ElementType.Float32 => MemoryMarshal.AsBytes(binding.In<float>(input)),
            ElementType.Float16 => MemoryMarshal.AsBytes(binding.In<Half>(input)),
            ElementType.Int64 => MemoryMarshal.AsBytes(binding.In<long>(input)),
            ElementType.Int32 => MemoryMarshal.AsBytes(binding.In<int>(input)),
            ElementType.Bool => MemoryMarshal.AsBytes(binding.In<bool>(input)),
            ElementType other => throw new NotSupportedException($"{other}"),
        });

    public static void Fill(GenericModel model, GenericDeviceBinding binding, int input, byte[] bytes)
    {
        switch (ElementOf(model.Descriptor.Signature.Inputs[input]))
        {
            case ElementType.Float32: binding.In<float>(input).CopyFrom(MemoryMarshal.Cast<byte, float>(bytes)); break;
            case ElementType.Float16: binding.In<Half>(input).CopyFrom(MemoryMarshal.Cast<byte, Half>(bytes)); break;
            case ElementType.Int64: binding.In<long>(input).CopyFrom(MemoryMarshal.Cast<byte, long>(bytes)); break;
            case ElementType.Int32: binding.In<int>(input).CopyFrom(MemoryMarshal.Cast<byte, int>(bytes)); break;
            case ElementType.Bool: binding.In<bool>(input).CopyFrom(MemoryMarshal.Cast<byte, bool>(bytes)); break;
            case ElementType other: throw new NotSupportedException($"{other}");
        }
    }

    public static byte[] Of(GenericModel model, GenericBinding binding, int output) => ElementOf(model.Descriptor.Signature.Outputs[output]) switch
    {
        ElementType.Float32 => MemoryMarshal.AsBytes(binding.Out<float>(output).Span).ToArray(),
        ElementType.Float16 => MemoryMarshal.AsBytes(binding.Out<Half>(output).Span).ToArray(),
        ElementType other => throw new NotSupportedException($"{other}"),
    };

    public static byte[] Of(GenericModel model, GenericDeviceBinding binding, int output) => ElementOf(model.Descriptor.Signature.Outputs[output]) switch
    {
        ElementType.Float32 => MemoryMarshal.AsBytes<float>(binding.Out<float>(output).ToArray()).ToArray(),
        ElementType.Float16 => MemoryMarshal.AsBytes<Half>(binding.Out<Half>(output).ToArray()).ToArray(),
        ElementType other => throw new NotSupportedException($"{other}"),
    };

    /// <summary>Values as the Python driver uses them: floats around 0, everything else 1.</summary>
    public static void FillAll(GenericModel model, GenericDeviceBinding binding, int[] dims)
    {
        Random random = new(1);
        for (int i = 0; i < model.Descriptor.Signature.Inputs.Count; i++)
        {
            int size = ElementTypes.BitsOf(ElementOf(model.Descriptor.Signature.Inputs[i])) / 8;
            long length = 1;
            foreach (PlannedDimension dimension in model.Descriptor.Plan.Inputs[i]!.Dimensions)
            {
                length *= dimension.Evaluate(dims);
            }

            byte[] bytes = new byte[length * size];
            ElementType element = ElementOf(model.Descriptor.Signature.Inputs[i]);
            for (int at = 0; at < length; at++)
            {
                switch (element)
                {
                    case ElementType.Float32: MemoryMarshal.Write(bytes.AsSpan(at * size), random.NextSingle() - 0.5f); break;
                    case ElementType.Float16: MemoryMarshal.Write(bytes.AsSpan(at * size), (Half)(random.NextSingle() - 0.5f)); break;
                    default: bytes[at * size] = 1; break;
                }
            }

            Fill(model, binding, i, bytes);
        }
    }

    private static ElementType ElementOf(ValueSignature value) => ((TensorType)value.Type).Element;
}
