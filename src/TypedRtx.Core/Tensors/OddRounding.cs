namespace TypedRtx;

/// <summary>The first of two roundings, made so that the second one is right.</summary>
internal static class OddRounding
{
    /// <summary>
    /// The float next to a number; an inexact one is odd. Rounding twice could turn what lies just beside a tie into
    /// that tie, and the second rounding sees an odd float as "not a tie".
    /// </summary>
    public static float ToSingle(double value)
    {
        float near = (float)value;
        uint bits = BitConverter.SingleToUInt32Bits(near);
        if (near == value || double.IsNaN(value) || (bits & 1) != 0)
        {
            return near;
        }

        // Bits of one sign are ordered like the magnitudes.
        return BitConverter.UInt32BitsToSingle(Math.Abs((double)near) > Math.Abs(value) ? bits - 1 : bits + 1);
    }
}
