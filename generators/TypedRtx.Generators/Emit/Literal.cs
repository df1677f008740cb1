using System.Globalization;
using System.Text;

namespace TypedRtx.Generators.Emit;

/// <summary>The only way of a model's strings into C# code.</summary>
internal static class Literal
{
    private const int MinQuotes = 3;

    /// <summary>
    /// A string literal. Everything that is not plainly visible is escaped: a model's author must not be able to end a
    /// line, turn the direction of text, or show a reader something other than what the compiler sees.
    /// </summary>
    public static string Of(string value)
    {
        StringBuilder literal = new(value.Length + 2);
        literal.Append('"');
        foreach (char c in value)
        {
            if (c is '"' or '\\')
            {
                literal.Append('\\').Append(c);
            }
            else if (IsPlain(c))
            {
                literal.Append(c);
            }
            else
            {
                literal.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
            }
        }

        return literal.Append('"').ToString();
    }

    /// <summary>The quotes around a raw string literal that holds a text.</summary>
    public static string RawQuotes(string text)
    {
        int longest = 0;
        int run = 0;
        foreach (char c in text)
        {
            run = c == '"' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return new string('"', Math.Max(MinQuotes, longest + 1));
    }

    private static bool IsPlain(char c) => c is >= ' ' and <= '~' || (c > '~' && char.GetUnicodeCategory(c) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber);
}
