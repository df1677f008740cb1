using System.Globalization;
using System.Text;

namespace TypedRtx.Generators.Planning.Naming;

/// <summary>The hash behind name suffixes: FNV-1a of the raw name in UTF-8; a suffix depends on nothing else.</summary>
internal static class Fnv1a
{
    /// <summary>The most hexadecimal digits that <see cref="Hex"/> gives.</summary>
    public const int MaxDigits = 16;

    /// <summary>The last digits of the hash: of its 32-bit form up to 8, of its 64-bit form above.</summary>
    public static string Hex(string text, int digits)
    {
        string hex = digits <= 8
            ? Hash32(text).ToString("x8", CultureInfo.InvariantCulture)
            : Hash64(text).ToString("x16", CultureInfo.InvariantCulture);
        return hex.Substring(hex.Length - digits);
    }

    private static uint Hash32(string text)
    {
        uint hash = 2_166_136_261;
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ value) * 16_777_619);
        }

        return hash;
    }

    private static ulong Hash64(string text)
    {
        ulong hash = 14_695_981_039_346_656_037;
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ value) * 1_099_511_628_211);
        }

        return hash;
    }
}
