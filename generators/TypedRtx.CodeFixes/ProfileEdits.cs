using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Microsoft.CodeAnalysis;
using TypedRtx.Generators.Analyzers.Profiles;
using TypedRtx.Generators.Analyzers.Reading;
using TypedRtx.Signatures;

namespace TypedRtx.CodeFixes;

/// <summary>How profiles are changed and added as text.</summary>
internal static class ProfileEdits
{
    private const string Attribute = "OptimizationProfile";

    /// <summary>The document of a tree that a person wrote; null for generated ones.</summary>
    public static Document? UserDocument(Solution solution, SyntaxTree tree) =>
        tree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase) || solution.GetDocument(tree) is not { } document
            || document is SourceGeneratedDocument
            ? null
            : document;

    /// <summary>The edits that make an attribute's ranges hold the dims; null where a range is not written there.</summary>
    public static TextChange[]? Widen(AttributeSyntax attribute, ModelShapes shapes, int?[] dims)
    {
        List<TextChange> changes = [];
        foreach (LiteralExpressionSyntax literal in attribute.DescendantNodes().OfType<LiteralExpressionSyntax>())
        {
            if (literal.Token.Value is string text
                && ProfileRanges.TryParse(text) is { } range
                && DeclaredProfile.IndexOf(range.Symbol, shapes.Symbols) is >= 0 and var symbol
                && dims[symbol] is { } length
                && !range.Contains(length))
            {
                string widened = text.Substring(0, text.LastIndexOf('=') + 1) + ProfileRanges.LengthsOf(range.WidenedTo(length));
                changes.Add(new TextChange(literal.Span, SymbolDisplay.FormatLiteral(widened, quote: true)));
            }
        }

        return changes.Count == 0 ? null : [.. changes];
    }

    /// <summary>The edit that adds a profile: the known dims as they are, the others as the first profile has them.</summary>
    public static TextChange Add(
        ClassDeclarationSyntax half, SourceText text, SemanticModel semantics, ModelShapes shapes, int?[] dims, string name)
    {
        List<string> arguments = [name];
        for (int symbol = 0; symbol < dims.Length; symbol++)
        {
            SymbolRange? first = shapes.Profiles[0].Ranges[symbol];
            string? lengths = dims[symbol] is { } length
                ? ProfileRanges.LengthsOf(first is { } range && range.Contains(length) ? range : new SymbolRange("", length, length, length))
                : first is null ? null : ProfileRanges.LengthsOf(first);
            if (lengths is not null)
            {
                arguments.Add($"{NameOf(symbol, shapes)}={lengths}");
            }
        }

        bool isInScope = !semantics.LookupNamespacesAndTypes(half.SpanStart, name: Attribute + "Attribute").IsEmpty;
        string attribute = isInScope ? Attribute : $"TypedRtx.{Attribute}";
        string list = string.Join(", ", arguments.Select(argument => SymbolDisplay.FormatLiteral(argument, quote: true)));

        // Behind the attributes that are there, so that profiles stay in the order of their birth.
        int position = half.AttributeLists.Count > 0 ? half.AttributeLists.Last().Span.End : half.SpanStart;
        string separator = TextEdits.LineBreakOf(text) + TextEdits.IndentAt(text, half.SpanStart);
        string line = $"[{attribute}({list})]";
        return new TextChange(new TextSpan(position, 0), half.AttributeLists.Count > 0 ? separator + line : line + separator);
    }

    /// <summary>A name that no profile has.</summary>
    public static string FreeName(IReadOnlyList<DeclaredProfile> profiles)
    {
        int number = profiles.Count + 1;
        while (profiles.Any(profile => profile.Name == NumberedName(number)))
        {
            number++;
        }

        return NumberedName(number);
    }

    private static string NumberedName(int number) => "profile" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // A symbol whose name needs quotes is named by its parameter.
    private static string NameOf(int symbol, ModelShapes shapes) =>
        SyntaxFacts.IsValidIdentifier(shapes.Symbols[symbol].Name)
            ? shapes.Symbols[symbol].Name
            : shapes.Symbols[symbol].Parameter;
}
