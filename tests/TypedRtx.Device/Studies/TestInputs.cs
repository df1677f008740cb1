using System.Runtime.InteropServices;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.Device.Studies;

/// <summary>Made-up inputs of a model: floats around 0, tokens that differ, and 1 for masks and the like.</summary>
internal static class TestInputs
{
    private const int Tokens = 900;

    /// <summary>The bytes of all inputs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dims">One length per symbol.</param>
    /// <param name="seed">Other inputs for another one.</param>
    public static byte[][] Make(ModelDescriptor model, int[] dims, int seed)
    {
        Random random = new(seed);
        return [.. model.Signature.Inputs.Select((input, i) => Make(input, model.Plan.Inputs[i]!, dims, random))];
    }

    public static void Fill(GenericModel model, GenericDeviceBinding binding, byte[][] inputs)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            Bytes.Fill(model, binding, i, inputs[i]);
        }
    }

    public static void Fill(GenericModel model, GenericBinding binding, byte[][] inputs)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            Bytes.Fill(model, binding, i, inputs[i]);
        }
    }

    private static byte[] Make(ValueSignature input, PlannedShape shape, int[] dims, Random random)
    {
        ElementType element = ((TensorType)input.Type).Element;
        long length = shape.Dimensions.Aggregate(1L, (product, dimension) => product * dimension.Evaluate(dims));
        int size = ElementTypes.BitsOf(element) / 8;
        bool isTokens = input.Name.EndsWith("input_ids", StringComparison.Ordinal);
        byte[] bytes = new byte[length * size];
        for (int at = 0; at < length; at++)
        {
            Span<byte> place = bytes.AsSpan(at * size, size);
            switch (element)
            {
                case ElementType.Float32: MemoryMarshal.Write(place, random.NextSingle() - 0.5f); break;
                case ElementType.Float16: MemoryMarshal.Write(place, (Half)(random.NextSingle() - 0.5f)); break;
                case ElementType.Int64: MemoryMarshal.Write(place, isTokens ? random.NextInt64(1, Tokens) : 1L); break;
                case ElementType.Int32: MemoryMarshal.Write(place, isTokens ? random.Next(1, Tokens) : 1); break;
                default: place[0] = 1; break;
            }
        }

        return bytes;
    }
}
