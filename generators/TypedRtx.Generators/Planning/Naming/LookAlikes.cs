using System.Text;

namespace TypedRtx.Generators.Planning.Naming;

/// <summary>Finds names that look like others: Latin letters among Cyrillic or Greek ones of the same shape.</summary>
internal static class LookAlikes
{
    // Cyrillic and Greek letters, escaped because they look like the Latin ones below.
    private const string Foreign =
        "\u0410\u0412\u0415\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0425\u0406\u0408\u0405"
        + "\u04AE\u0430\u0435\u043E\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04BB\u0501\u051B"
        + "\u051D\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5"
        + "\u03A7\u03BF\u03F2";

    private const string Latin = "ABEKMHOPCTXIJSYaeopcyxijshdqwABEZHIKMNOPTYXoc";

    /// <summary>The names that mix scripts inside a word, or that another name is drawn like; in order.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> names)
    {
        Dictionary<string, int> drawings = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            string drawing = Draw(name);
            drawings[drawing] = drawings.TryGetValue(drawing, out int count) ? count + 1 : 1;
        }

        return [.. names.Where(name => MixesScripts(name) || (HasForeign(name) && drawings[Draw(name)] > 1))];
    }

    private static bool MixesScripts(string name) =>
        NameTokens.Split(name).Any(token => token.Any(IsLatin) && HasForeign(token));

    private static bool HasForeign(string text) => text.Any(c => c > '\u007F' && Foreign.IndexOf(c) >= 0);

    private static bool IsLatin(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static string Draw(string name)
    {
        StringBuilder drawing = new(name.Length);
        foreach (char c in name)
        {
            int index = c > '\u007F' ? Foreign.IndexOf(c) : -1;
            drawing.Append(index >= 0 ? Latin[index] : c);
        }

        return drawing.ToString();
    }
}
