using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace TypedRtx.Generators.Diagnostics;

/// <summary>A place in a source file, as data.</summary>
internal readonly record struct SourcePlace(string Path, int Start, int Length, int Line, int Column, int EndLine, int EndColumn)
{
    public static SourcePlace Of(SyntaxNode node)
    {
        FileLinePositionSpan lines = node.SyntaxTree.GetLineSpan(node.Span);
        return new SourcePlace(
            node.SyntaxTree.FilePath,
            node.Span.Start,
            node.Span.Length,
            lines.StartLinePosition.Line,
            lines.StartLinePosition.Character,
            lines.EndLinePosition.Line,
            lines.EndLinePosition.Character);
    }

    public Location ToLocation() => Location.Create(
        Path,
        new TextSpan(Start, Length),
        new LinePositionSpan(new LinePosition(Line, Column), new LinePosition(EndLine, EndColumn)));
}
