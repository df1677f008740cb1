using System.Globalization;
using System.Text;

namespace TypedRtx.Generators.Planning.Naming;

/// <summary>Cuts an ONNX name into the words that an identifier can be made of.</summary>
internal static class NameTokens
{
    private const string DefaultOutputSuffix = ":0";

    /// <summary>The words of a name, in order; none when it holds no letter or digit.</summary>
    public static IReadOnlyList<string> Split(string raw)
    {
        string name = Normalize(raw);
        if (name.EndsWith(DefaultOutputSuffix, StringComparison.Ordinal))
        {
            name = name.Substring(0, name.Length - DefaultOutputSuffix.Length);
        }

        List<string> tokens = [];
        StringBuilder token = new();
        foreach (char c in name)
        {
            if (IsWordStart(c) || (token.Length > 0 && IsWordPart(c)))
            {
                token.Append(c);
            }
            else if (token.Length > 0)
            {
                tokens.Add(token.ToString());
                token.Clear();
            }
        }

        if (token.Length > 0)
        {
            tokens.Add(token.ToString());
        }

        return tokens;
    }

    public static bool IsDigit(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.DecimalDigitNumber;

    // Composed, and without the format characters that C# ignores where it compares identifiers.
    private static string Normalize(string raw)
    {
        StringBuilder text = new(raw.Length);
        for (int i = 0; i < raw.Length; i++)
        {
            if (char.IsSurrogatePair(raw, i))
            {
                // No letter beyond the first plane can stand in a C# identifier.
                text.Append(' ');
                i++;
            }
            else if (char.IsSurrogate(raw[i]))
            {
                text.Append(' ');
            }
            else if (char.GetUnicodeCategory(raw[i]) != UnicodeCategory.Format)
            {
                text.Append(raw[i]);
            }
        }

        return Composition.Compose(text.ToString());
    }

    private static bool IsWordStart(char c) => char.GetUnicodeCategory(c) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber
        or UnicodeCategory.DecimalDigitNumber;

    private static bool IsWordPart(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
