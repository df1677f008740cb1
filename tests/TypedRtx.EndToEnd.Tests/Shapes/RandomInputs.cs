using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Shapes;

/// <summary>Makes inputs for a run of which only the shapes matter.</summary>
internal static class RandomInputs
{
    /// <summary>The shape of each input for given symbols; null where the plan does not say, or a dimension comes out as no length.</summary>
    public static long[][]? ShapesOf(ShapePlan plan, int[] symbols)
    {
        long[][] shapes = new long[plan.Inputs.Count][];
        for (int i = 0; i < shapes.Length; i++)
        {
            if (plan.Inputs[i] is not { } shape)
            {
                return null;
            }

            shapes[i] = [.. shape.Dimensions.Select(dimension => dimension.Evaluate(symbols))];
            if (shapes[i].Any(length => length < 0))
            {
                return null;
            }
        }

        return shapes;
    }

    /// <summary>A tensor of small values: from -1 to 1, or 0 and 1 where they are whole, so that they are indexes of anything.</summary>
    public static TestTensor Create(ElementType type, long[] shape, Random random)
    {
        long count = shape.Aggregate(1L, (product, length) => product * length);
        switch (type)
        {
            case ElementType.Float32:
                return TestTensor.Create(Floats(count, random), shape);
            case ElementType.Float64:
                return TestTensor.Create(Array.ConvertAll(Floats(count, random), value => (double)value), shape);
            case ElementType.Float16:
                return TestTensor.Create(Array.ConvertAll(Floats(count, random), value => (Half)value), shape);
            case ElementType.String:
                return new TestTensor(shape, [.. Enumerable.Repeat("text", checked((int)count))]);
            default:
                int bits = ElementTypes.BitsOf(type);
                byte[] data = new byte[checked((count * bits) + 7) / 8];
                for (long i = 0; bits >= 8 && type != ElementType.BFloat16 && i < count; i++)
                {
                    data[i * bits / 8] = (byte)random.Next(2);
                }

                return new TestTensor(type, shape, data);
        }
    }

    private static float[] Floats(long count, Random random)
    {
        float[] values = new float[count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (random.NextSingle() * 2) - 1;
        }

        return values;
    }
}
