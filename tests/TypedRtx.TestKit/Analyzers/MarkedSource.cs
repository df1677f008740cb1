using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace TypedRtx.TestKit;

/// <summary>A source in which a test marks what it expects: <c>{|TRTX1002:code|}</c>.</summary>
/// <param name="Text">The source without marks.</param>
/// <param name="Marks">The ids and places, in the order of the text.</param>
public sealed partial record MarkedSource(string Text, ImmutableArray<(string Id, TextSpan Span)> Marks)
{
    /// <summary>Reads the marks of a source; they may nest.</summary>
    public static MarkedSource Parse(string source)
    {
        StringBuilder text = new();
        Stack<(string Id, int Start)> open = new();
        List<(string Id, TextSpan Span)> marks = [];
        int position = 0;
        foreach (Match match in Mark().Matches(source))
        {
            text.Append(source, position, match.Index - position);
            position = match.Index + match.Length;
            if (match.Groups["id"].Success)
            {
                open.Push((match.Groups["id"].Value, text.Length));
            }
            else
            {
                (string id, int start) = open.Pop();
                marks.Add((id, TextSpan.FromBounds(start, text.Length)));
            }
        }

        text.Append(source, position, source.Length - position);
        return new MarkedSource(text.ToString(), [.. marks.OrderBy(mark => mark.Span.Start).ThenBy(mark => mark.Id, StringComparer.Ordinal)]);
    }

    [GeneratedRegex(@"\{\|(?<id>[A-Z]+[0-9]+):|\|\}")]
    private static partial Regex Mark();
}
