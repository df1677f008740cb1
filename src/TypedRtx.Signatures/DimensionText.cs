using System.Text;

namespace TypedRtx.Signatures;

/// <summary>Writes expressions so that the parser reads them back.</summary>
internal static class DimensionText
{
    public static string Write(IReadOnlyList<DimensionTerm> terms)
    {
        if (terms.Count == 0)
        {
            return "0";
        }

        StringBuilder text = new();
        foreach (DimensionTerm term in terms)
        {
            Append(text, term);
        }

        return text.ToString();
    }

    /// <summary>A bare identifier where the name is one, else the name in quotes.</summary>
    public static string Name(string symbol) => IsIdentifier(symbol) ? symbol : SignatureText.Quote(symbol);

    /// <summary>An expression beside <c>/</c>: in parentheses unless it is one name, number or quotient.</summary>
    public static string Operand(DimensionExpression expression) =>
        expression.Terms is [{ Coefficient: 1, Factors.Count: 1 }]
        || expression is { IsConstant: true, ConstantValue: >= 0 }
            ? expression.ToString()
            : $"({expression})";

    public static bool IsIdentifierStart(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    public static bool IsIdentifierPart(char c) => IsIdentifierStart(c) || c is >= '0' and <= '9';

    public static bool IsIdentifier(string text) =>
        text.Length > 0 && IsIdentifierStart(text[0]) && text.All(IsIdentifierPart);

    private static void Append(StringBuilder text, DimensionTerm term)
    {
        // The smallest number has no positive counterpart that could stand behind a minus.
        bool negative = term.Coefficient < 0 && (text.Length == 0 || term.Coefficient != long.MinValue);
        string sign = (text.Length > 0, negative) switch
        {
            (true, true) => " - ",
            (true, false) => " + ",
            (false, true) => "-",
            _ => "",
        };
        text.Append(sign);
        string magnitude = DimensionExpression.Number(term.Coefficient);
        if (negative)
        {
            magnitude = magnitude.Substring(1);
        }

        if (term.Factors.Count == 0)
        {
            text.Append(magnitude);
            return;
        }

        if (magnitude != "1")
        {
            text.Append(magnitude).Append('*');
        }

        text.Append(term.Key);
    }
}
