using TypedRtx.Signatures;

namespace TypedRtx.Generators.Analyzers.Profiles;

/// <summary>The ranges of declared profiles, as analyzers and code fixes look at them.</summary>
internal static class ProfileRanges
{
    /// <summary>Reads a range; null where the text is none, which the generator says.</summary>
    public static SymbolRange? TryParse(string text)
    {
        try
        {
            return SymbolRange.Parse(text);
        }
        catch (ProfileFormatException)
        {
            return null;
        }
    }

    /// <summary>The range that reaches to a length as well.</summary>
    public static SymbolRange WidenedTo(this SymbolRange range, int length) =>
        range with { Min = Math.Min(range.Min, length), Max = Math.Max(range.Max, length) };

    /// <summary>The lengths as a profile states them.</summary>
    public static string LengthsOf(SymbolRange range) => ProfileText.Lengths(range.Min, range.Opt, range.Max);
}
