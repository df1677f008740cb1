using System.Globalization;
using System.Text;

namespace TypedRtx.Signatures;

/// <summary>
/// The <c>.onnxsig</c> text: one line per operator set, input, output, relation and inferred shape, in file order, made for diffs.
/// Any name survives the way out and back, and no name can end a line or turn the text's direction.
/// </summary>
internal static class SignatureText
{
    /// <summary>The first line; a reader of another version refuses the text instead of guessing.</summary>
    public const string Header = "onnxsig 1";

    public static string Write(ModelSignature signature)
    {
        StringBuilder text = new();
        text.Append(Header).Append('\n');
        foreach (OpsetImport opset in signature.Opsets)
        {
            text.Append("opset ").Append(Quote(opset.Domain)).Append(' ')
                .Append(DimensionExpression.Number(opset.Version)).Append('\n');
        }

        foreach (ValueSignature input in signature.Inputs)
        {
            AppendValue(text, "input ", input);
        }

        foreach (ValueSignature output in signature.Outputs)
        {
            AppendValue(text, "output ", output);
        }

        foreach (SymbolRelation relation in signature.Relations)
        {
            text.Append("relation ").Append(DimensionText.Name(relation.Symbol)).Append(" = ")
                .Append(relation.Value).Append('\n');
        }

        foreach (InferredShape shape in signature.Inferred)
        {
            text.Append("inferred ").Append(Quote(shape.Output)).Append(" [").Append(string.Join(", ", shape.Shape))
                .Append("]\n");
        }

        return text.ToString();
    }

    public static ModelSignature Parse(string text) => SignatureParser.Parse(text);

    /// <summary>The text in double quotes, with everything escaped that is not plainly visible on one line.</summary>
    public static string Quote(string value)
    {
        StringBuilder text = new(value.Length + 2);
        text.Append('"');
        for (int i = 0; i < value.Length; i++)
        {
            switch (value[i])
            {
                case '"':
                    text.Append("\\\"");
                    break;
                case '\\':
                    text.Append("\\\\");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                default:
                    i += AppendScalar(text, value, i) - 1;
                    break;
            }
        }

        return text.Append('"').ToString();
    }

    /// <summary>
    /// Reads what <see cref="Quote"/> wrote, from the quote at <paramref name="position"/> to behind the closing one;
    /// null when there is no such text.
    /// </summary>
    public static string? TryUnquote(string text, ref int position)
    {
        if (position >= text.Length || text[position] != '"')
        {
            return null;
        }

        StringBuilder value = new();
        int next = position + 1;
        while (next < text.Length)
        {
            char c = text[next++];
            if (c == '"')
            {
                position = next;
                return value.ToString();
            }

            if (c == '\\')
            {
                if (!TryUnescape(text, ref next, value))
                {
                    return null;
                }
            }
            else if (c < ' ')
            {
                return null;
            }
            else
            {
                value.Append(c);
            }
        }

        return null;
    }

    private static void AppendValue(StringBuilder text, string keyword, ValueSignature value) =>
        text.Append(keyword).Append(Quote(value.Name)).Append(' ').Append(value.Type)
            .Append(value.IsOptional ? " optional\n" : "\n");

    /// <summary>Appends the character at an index, raw or escaped, and gives its length in UTF-16.</summary>
    private static int AppendScalar(StringBuilder text, string value, int index)
    {
        bool isPair = char.IsSurrogatePair(value, index);
        if (IsPlain(value, index))
        {
            text.Append(value, index, isPair ? 2 : 1);
        }
        else
        {
            int scalar = isPair ? char.ConvertToUtf32(value, index) : value[index];
            text.Append("\\u{").Append(scalar.ToString("X", CultureInfo.InvariantCulture)).Append('}');
        }

        return isPair ? 2 : 1;
    }

    private static bool IsPlain(string value, int index) =>
        value[index] is >= ' ' and <= '~' || CharUnicodeInfo.GetUnicodeCategory(value, index) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);

    private static bool TryUnescape(string text, ref int position, StringBuilder value)
    {
        if (position >= text.Length)
        {
            return false;
        }

        switch (text[position++])
        {
            case '"':
                value.Append('"');
                return true;
            case '\\':
                value.Append('\\');
                return true;
            case 'n':
                value.Append('\n');
                return true;
            case 'r':
                value.Append('\r');
                return true;
            case 't':
                value.Append('\t');
                return true;
            case 'u':
                return TryUnescapeScalar(text, ref position, value);
            default:
                return false;
        }
    }

    private static bool TryUnescapeScalar(string text, ref int position, StringBuilder value)
    {
        int close = text.IndexOf('}', position);
        if (close - position is < 2 or > 7 || text[position] != '{')
        {
            return false;
        }

        string digits = text.Substring(position + 1, close - position - 1);
        if (!int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int scalar)
            || scalar is < 0 or > 0x10FFFF)
        {
            return false;
        }

        position = close + 1;
        if (scalar <= char.MaxValue)
        {
            value.Append((char)scalar);
        }
        else
        {
            value.Append(char.ConvertFromUtf32(scalar));
        }

        return true;
    }
}
