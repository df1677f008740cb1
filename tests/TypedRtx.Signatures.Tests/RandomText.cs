namespace TypedRtx.Signatures.Tests;

/// <summary>Strings as hostile as UTF-16 allows.</summary>
internal static class RandomText
{
    private static readonly string[] Pieces =
    [
        "a", "input_ids", " ", "  ", "\"", "\\", "\n", "\r", "\r\n", "\t", "\0", "\u0085", "\u2028", "\u2029", "\u202e",
        "\u2066", "\u200b", "\ufeff", "\u00a0", "\u0301", "\ud800", "\udc00", "\ud83d\ude00", "\U000e0001", "\uffff",
        "\ue000", "\\u{41}", "\\n", "}", "{", "//", "/*", "?", "[..]", ", ", "=", "é", "日本", "а", "optional",
    ];

    public static string Make(Random random)
    {
        string text = "";
        for (int i = random.Next(6); i >= 0; i--)
        {
            text += random.Next(4) == 0 ? ((char)random.Next(0x10000)).ToString() : Pieces[random.Next(Pieces.Length)];
        }

        return text;
    }
}
