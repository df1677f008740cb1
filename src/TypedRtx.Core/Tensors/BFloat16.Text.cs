using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TypedRtx;

public readonly partial struct BFloat16
{
    // 8 bits of significand are told apart by 4 decimal digits.
    private const int MaxDigits = 4;

    /// <summary>Reads a number.</summary>
    /// <exception cref="FormatException">The text is no number.</exception>
    public static BFloat16 Parse(string s, IFormatProvider? provider) => (BFloat16)double.Parse(s, provider);

    /// <summary>Reads a number.</summary>
    /// <exception cref="FormatException">The text is no number.</exception>
    public static BFloat16 Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        (BFloat16)double.Parse(s, provider: provider);

    /// <summary>Reads a number, where the text is one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out BFloat16 result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <summary>Reads a number, where the text is one.</summary>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out BFloat16 result)
    {
        bool isNumber = double.TryParse(s, provider, out double number);
        result = (BFloat16)number;
        return isNumber;
    }

    /// <summary>The shortest text that reads back as this number, in the invariant culture.</summary>
    public override string ToString() => ToString(null, CultureInfo.InvariantCulture);

    /// <summary>
    /// The number in a format of <see cref="double"/>; without one, the shortest text that reads back.
    /// </summary>
    public string ToString(
        [StringSyntax(StringSyntaxAttribute.NumericFormat)] string? format,
        IFormatProvider? formatProvider) =>
        Printed(format).ToString(format, formatProvider);

    /// <summary>
    /// Writes the number in a format of <see cref="double"/>; without one, the shortest text that reads back.
    /// </summary>
    public bool TryFormat(
        Span<char> destination,
        out int charsWritten,
        [StringSyntax(StringSyntaxAttribute.NumericFormat)] ReadOnlySpan<char> format = default,
        IFormatProvider? provider = null) =>
        Printed(format).TryFormat(destination, out charsWritten, format, provider);

    /// <summary>
    /// The number to print: in the shortest formats, the one with the fewest digits that rounds to this.
    /// </summary>
    private double Printed(ReadOnlySpan<char> format)
    {
        if (!IsFinite(this) || !(format.IsEmpty || format is "G" or "g" or "R" or "r"))
        {
            return (double)this;
        }

        Span<char> text = stackalloc char[32];
        Span<char> digits = ['E', '0'];
        for (int count = 0; count < MaxDigits; count++)
        {
            digits[1] = (char)('0' + count);
            ((double)this).TryFormat(text, out int written, digits, CultureInfo.InvariantCulture);
            double candidate = double.Parse(text[..written], provider: CultureInfo.InvariantCulture);
            if (((BFloat16)candidate)._bits == _bits)
            {
                return candidate;
            }
        }

        return (double)this;
    }
}
