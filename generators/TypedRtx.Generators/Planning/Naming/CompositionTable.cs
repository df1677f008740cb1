using System.Globalization;

namespace TypedRtx.Generators.Planning.Naming;

/// <summary>The data behind <see cref="Composition"/>, from <c>Composition.txt</c>; Hangul by arithmetic.</summary>
internal sealed class CompositionTable
{
    private const int HangulFirst = 0xAC00;
    private const int LeadFirst = 0x1100;
    private const int VowelFirst = 0x1161;
    private const int TailBefore = 0x11A7;
    private const int LeadCount = 19;
    private const int VowelCount = 21;
    private const int TailCount = 28;

    private readonly Dictionary<char, string> _parts = [];
    private readonly Dictionary<(char First, char Second), char> _wholes = [];
    private readonly Dictionary<char, byte> _classes = [];

    public static CompositionTable Load()
    {
        CompositionTable table = new();
        using Stream stream = typeof(CompositionTable).Assembly.GetManifestResourceStream("Composition.txt");
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith("#", StringComparison.Ordinal))
            {
                table.Add(line.Split(' '));
            }
        }

        return table;
    }

    public int ClassOf(char c) => _classes.TryGetValue(c, out byte order) ? order : 0;

    /// <summary>Appends what a character is made of, down to characters that are made of nothing.</summary>
    public void Decompose(char c, List<char> letters)
    {
        int syllable = c - HangulFirst;
        if (syllable is >= 0 and < LeadCount * VowelCount * TailCount)
        {
            letters.Add((char)(LeadFirst + (syllable / (VowelCount * TailCount))));
            letters.Add((char)(VowelFirst + (syllable / TailCount % VowelCount)));
            if (syllable % TailCount > 0)
            {
                letters.Add((char)(TailBefore + (syllable % TailCount)));
            }
        }
        else if (_parts.TryGetValue(c, out string? parts))
        {
            foreach (char part in parts)
            {
                Decompose(part, letters);
            }
        }
        else
        {
            letters.Add(c);
        }
    }

    public bool TryCompose(char first, char second, out char whole)
    {
        if (_wholes.TryGetValue((first, second), out whole))
        {
            return true;
        }

        int lead = first - LeadFirst;
        int vowel = second - VowelFirst;
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
        {
            whole = (char)(HangulFirst + (((lead * VowelCount) + vowel) * TailCount));
            return true;
        }

        int syllable = first - HangulFirst;
        int tail = second - TailBefore;
        if (syllable is >= 0 and < LeadCount * VowelCount * TailCount && syllable % TailCount == 0
            && tail is > 0 and < TailCount)
        {
            whole = (char)(first + tail);
            return true;
        }

        return false;
    }

    private static char Hex(string digits) =>
        (char)int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private void Add(string[] words)
    {
        int range = words[0].IndexOf("..", StringComparison.Ordinal);
        if (range >= 0)
        {
            byte order = byte.Parse(words[1], NumberStyles.None, CultureInfo.InvariantCulture);
            for (int c = Hex(words[0].Substring(0, range)); c <= Hex(words[0].Substring(range + 2)); c++)
            {
                _classes[(char)c] = order;
            }

            return;
        }

        char whole = Hex(words[0]);
        _parts[whole] = string.Concat(words.Skip(2).Select(Hex));
        if (words[1] == "=")
        {
            _wholes[(Hex(words[2]), Hex(words[3]))] = whole;
        }
    }
}
