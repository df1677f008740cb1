namespace TypedRtx.TestKit;

/// <summary>Elements of less than a byte, the first in the lowest bits.</summary>
public static class PackedBits
{
    /// <summary>Packs the low bits of each value; the last byte is filled up with zeros.</summary>
    public static byte[] Pack(ReadOnlySpan<int> values, int bits)
    {
        CheckBits(bits);
        byte[] bytes = new byte[((values.Length * bits) + 7) / 8];
        int mask = (1 << bits) - 1;
        for (int i = 0; i < values.Length; i++)
        {
            int position = i * bits;
            bytes[position / 8] |= (byte)((values[i] & mask) << (position % 8));
        }

        return bytes;
    }

    /// <summary>The bits of one element, as an unsigned number.</summary>
    public static int Get(ReadOnlySpan<byte> bytes, long index, int bits)
    {
        CheckBits(bits);
        long position = index * bits;
        return (bytes[checked((int)(position / 8))] >> (int)(position % 8)) & ((1 << bits) - 1);
    }

    private static void CheckBits(int bits)
    {
        if (bits is not (2 or 4))
        {
            throw new ArgumentException($"Packed elements have 2 or 4 bits, not {bits}.");
        }
    }
}
