using System.Text;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Emit;

/// <summary>Text of a model inside XML documentation.</summary>
internal static class XmlText
{
    private const int MaxLength = 160;

    /// <summary>A name as code: in quotes where it is no plain word, so that what is invisible shows.</summary>
    public static string Code(string name)
    {
        string quoted = SignatureText.Quote(name);
        bool isPlain = name.Length > 0 && quoted.Length == name.Length + 2 && name.IndexOf(' ') < 0;
        return $"<c>{Escape(isPlain ? name : quoted)}</c>";
    }

    /// <summary>Text that is visible already, cut where it is too long for a tooltip.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        string shown = Cut(text);
        foreach (char c in shown)
        {
            _ = c switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    private static string Cut(string text)
    {
        if (text.Length <= MaxLength)
        {
            return text;
        }

        int length = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return text.Substring(0, length) + "…";
    }
}
