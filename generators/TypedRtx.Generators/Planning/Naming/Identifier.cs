using System.Globalization;

namespace TypedRtx.Generators.Planning.Naming;

/// <summary>What C# takes for an identifier, less the format characters that it would ignore.</summary>
internal static class Identifier
{
    public static bool IsValid(string name) => name.Length > 0 && IsStart(name[0]) && name.All(IsPart);

    public static bool IsStart(char c) => c == '_' || char.IsLetter(c)
        || char.GetUnicodeCategory(c) == UnicodeCategory.LetterNumber;

    public static bool IsPart(char c) => IsStart(c) || char.GetUnicodeCategory(c) is
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
