namespace TypedRtx.Core.Tests.Tensors;

/// <summary>One 8-bit float: its definition, written down independently, and the conversions to be judged.</summary>
internal sealed record Float8Case(
    string Name,
    int MantissaBits,
    int Bias,
    float Max,
    Func<byte, bool> IsNaN,
    Func<byte, float> ToSingle,
    Func<float, bool, byte> FromSingle)
{
    /// <summary>The number by the formula of the ONNX documentation: <c>(-1)^S * 2^(e - bias) * (1 + m / 2^M)</c>.</summary>
    public double ValueOf(byte bits)
    {
        if (IsNaN(bits))
        {
            return double.NaN;
        }

        double sign = bits < 0x80 ? 1 : -1;
        if (Name == "E5M2" && (bits & 0x7F) == 0x7C)
        {
            return sign * double.PositiveInfinity;
        }

        int steps = 1 << MantissaBits;
        int exponent = (bits & 0x7F) / steps;
        double fraction = (bits & 0x7F) % steps / (double)steps;
        return exponent == 0
            ? sign * Math.Pow(2, 1 - Bias) * fraction
            : sign * Math.Pow(2, exponent - Bias) * (1 + fraction);
    }
}
