using System.Text;

namespace TypedRtx.Generators.Planning.Naming;

/// <summary>Unicode's canonical composition (NFC) of texts in the first plane, the same on every machine.</summary>
internal static class Composition
{
    private const char FirstAffected = '\u0300';

    private static readonly Lazy<CompositionTable> Table = new(CompositionTable.Load);

    public static string Compose(string text)
    {
        if (text.All(c => c < FirstAffected))
        {
            return text;
        }

        List<char> letters = [];
        foreach (char c in text)
        {
            Table.Value.Decompose(c, letters);
        }

        Reorder(letters);
        return Recompose(letters);
    }

    // Marks that do not touch each other stand in the order of their classes; equal classes keep their order.
    private static void Reorder(List<char> letters)
    {
        for (int i = 1; i < letters.Count; i++)
        {
            int order = Table.Value.ClassOf(letters[i]);
            for (int j = i; order > 0 && j > 0 && Table.Value.ClassOf(letters[j - 1]) > order; j--)
            {
                (letters[j - 1], letters[j]) = (letters[j], letters[j - 1]);
            }
        }
    }

    private static string Recompose(List<char> letters)
    {
        StringBuilder text = new(letters.Count);
        int starter = -1;
        int previousClass = 0;
        foreach (char c in letters)
        {
            int order = Table.Value.ClassOf(c);
            bool isReachable = starter >= 0
                && (text.Length == starter + 1 || (previousClass < order && previousClass > 0));
            if (isReachable && Table.Value.TryCompose(text[starter], c, out char composed))
            {
                text[starter] = composed;
                continue;
            }

            if (order == 0)
            {
                starter = text.Length;
            }

            previousClass = order;
            text.Append(c);
        }

        return text.ToString();
    }
}
