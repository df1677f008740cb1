using System.Globalization;

namespace TypedRtx.Generators.Planning.Families;

/// <summary>A name with one number in it left open: <c>present.*.key</c>.</summary>
/// <param name="Prefix">What stands before the number.</param>
/// <param name="Suffix">What stands behind it.</param>
internal readonly record struct FamilyTemplate(string Prefix, string Suffix)
{
    // More members than this no class has, and longer numbers are years and sizes.
    private const int MaxDigits = 4;

    /// <summary>The name that members and hashes are made of.</summary>
    public string Raw => $"{Prefix}*{Suffix}";

    /// <summary>All names at once.</summary>
    public string Range(int count) => $"{Prefix}{{0..{(count - 1).ToString(CultureInfo.InvariantCulture)}}}{Suffix}";

    /// <summary>
    /// Every way to leave one number of a name open. A number stands alone between other characters than letters and
    /// digits, so <c>h0</c> and <c>layer01</c> have none, and is written without leading zeros. Behind a colon, TensorFlow
    /// counts the outputs of one operator, which are not alike.
    /// </summary>
    public static IEnumerable<(FamilyTemplate Template, int Number)> Of(string name)
    {
        for (int start = 0; start < name.Length; start++)
        {
            if (!IsDigit(name[start]) || (start > 0 && (char.IsLetterOrDigit(name[start - 1]) || name[start - 1] == ':')))
            {
                continue;
            }

            int end = start;
            while (end < name.Length && IsDigit(name[end]))
            {
                end++;
            }

            bool isAlone = end == name.Length || !char.IsLetterOrDigit(name[end]);
            if (isAlone && end - start <= MaxDigits && (name[start] != '0' || end == start + 1))
            {
                FamilyTemplate template = new(name.Substring(0, start), name.Substring(end));
                if (template.HasLetter)
                {
                    yield return (template, int.Parse(name.Substring(start, end - start), CultureInfo.InvariantCulture));
                }
            }

            start = end;
        }
    }

    private bool HasLetter => Prefix.Any(char.IsLetter) || Suffix.Any(char.IsLetter);

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
