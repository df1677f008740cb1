using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace TypedRtx.CodeFixes;

/// <summary>Fixes as edits of text: what is not touched stays as its author laid it out.</summary>
internal static class TextEdits
{
    /// <summary>Offers to edit the document that the diagnostic is in.</summary>
    public static void Offer(CodeFixContext context, string title, params TextChange[] changes) =>
        Offer(context, context.Document, title, changes);

    /// <summary>Offers to edit a document.</summary>
    public static void Offer(CodeFixContext context, Document document, string title, params TextChange[] changes) =>
        context.RegisterCodeFix(
            CodeAction.Create(title, cancellation => ApplyAsync(document, changes, cancellation), equivalenceKey: title),
            context.Diagnostics);

    /// <summary>The white space that a line of a text begins with.</summary>
    public static string IndentAt(SourceText text, int position)
    {
        string line = text.Lines.GetLineFromPosition(position).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    /// <summary>The line break that a text uses.</summary>
    public static string LineBreakOf(SourceText text)
    {
        TextLine line = text.Lines[0];
        string found = text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
        return found.Length == 0 ? "\n" : found;
    }

    private static async Task<Document> ApplyAsync(Document document, TextChange[] changes, CancellationToken cancellation)
    {
        SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return document.WithText(text.WithChanges(changes));
    }
}
