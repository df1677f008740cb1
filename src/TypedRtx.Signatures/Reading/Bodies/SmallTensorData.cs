namespace TypedRtx.Signatures;

/// <summary>Turns the data of a small tensor into numbers; null where they are of another kind or do not add up.</summary>
internal static class SmallTensorData
{
    public static IReadOnlyList<long>? Integers(ElementType element, int count, byte[]? raw, List<long>? typed)
    {
        int width = element switch
        {
            ElementType.Int64 => 8,
            ElementType.Int32 => 4,
            ElementType.Bool => 1,
            _ => 0,
        };
        if (width == 0)
        {
            return null;
        }

        if (typed is not null || count == 0)
        {
            return (typed?.Count ?? 0) == count ? typed ?? [] : null;
        }

        if (raw is null || raw.Length != count * width)
        {
            return null;
        }

        long[] values = new long[count];
        for (int i = 0; i < count; i++)
        {
            ulong bits = Bits(raw, i * width, width);
            values[i] = width switch
            {
                8 => unchecked((long)bits),
                4 => unchecked((int)bits),
                _ => (long)bits,
            };
        }

        return values;
    }

    public static IReadOnlyList<double>? Reals(ElementType element, int count, byte[]? raw, List<float>? typed)
    {
        if (element != ElementType.Float32 && element != ElementType.Float64)
        {
            return null;
        }

        if (typed is not null || count == 0)
        {
            return element == ElementType.Float32 && (typed?.Count ?? 0) == count
                ? [.. (typed ?? []).Select(value => (double)value)]
                : null;
        }

        int width = element == ElementType.Float32 ? sizeof(float) : sizeof(double);
        if (raw is null || raw.Length != count * width)
        {
            return null;
        }

        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            ulong bits = Bits(raw, i * width, width);
            values[i] = width == sizeof(float) ? WireScope.FloatOf((uint)bits) : BitConverter.Int64BitsToDouble(unchecked((long)bits));
        }

        return values;
    }

    /// <summary>Tensors are little-endian on every machine.</summary>
    private static ulong Bits(byte[] raw, int offset, int width)
    {
        ulong bits = 0;
        for (int i = width - 1; i >= 0; i--)
        {
            bits = (bits << 8) | raw[offset + i];
        }

        return bits;
    }
}
