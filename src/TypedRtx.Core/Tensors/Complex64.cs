using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace TypedRtx;

/// <summary>A complex number of two floats: ONNX's complex64; complex128 is <see cref="Complex"/>.</summary>
/// <param name="Real">The real part.</param>
/// <param name="Imaginary">The imaginary part.</param>
/// <remarks>Storage, not arithmetic: convert to <see cref="Complex"/>, compute, and convert back.</remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Complex64(float Real, float Imaginary) : IFormattable
{
    /// <summary>The text of the number as a <see cref="Complex"/>, in the invariant culture.</summary>
    public override string ToString() => ToString(null, CultureInfo.InvariantCulture);

    /// <summary>Both parts in a format of <see cref="float"/>.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        $"<{Real.ToString(format, formatProvider)}; {Imaginary.ToString(format, formatProvider)}>";

    /// <summary>The same number, exactly.</summary>
    public static implicit operator Complex(Complex64 value) => new(value.Real, value.Imaginary);

    /// <summary>The nearest number, part by part.</summary>
    public static explicit operator Complex64(Complex value) => new((float)value.Real, (float)value.Imaginary);
}
