using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedRtx.Generators.Tests.Emit;

public sealed class DocumentationTests
{
    private const string Hostile = "a</c><script>&amp;\\u{1}\\u{202E}\\n\\\"*/";

    [Fact]
    public void Documentation_is_well_formed_whatever_names_hold()
    {
        GeneratorRun run = Harness.Project
            .WithSignature(
                "a<b&c.onnx",
                $"input \"{Hostile}\" float32[\"{Hostile}\"]",
                $"output \"{Hostile}2\" float32[..]")
            .Run();

        SyntaxNode root = Parse(run);
        string[] documents =
        [
            .. root.DescendantTrivia(descendIntoTrivia: false)
                .Where(trivia => trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia))
                .Select(trivia => trivia.ToFullString().Replace("///", "", StringComparison.Ordinal)),
        ];
        Assert.NotEmpty(documents);
        Assert.All(documents, document => XElement.Parse($"<doc>{document}</doc>"));
    }

    [Fact]
    public void Every_public_member_is_documented()
    {
        GeneratorRun run = Harness.Project
            .WithSignature(
                "m.onnx",
                """input "x" float32[N]""",
                """input "s" int64[] optional""",
                """output "y" float32[N]""")
            .Run();

        SyntaxNode root = Parse(run);
        Assert.All(
            root.DescendantNodes().OfType<MemberDeclarationSyntax>()
                .Where(member => member.Modifiers.Any(SyntaxKind.PublicKeyword)),
            member => Assert.Contains("<summary>", member.GetLeadingTrivia().ToFullString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Signature_in_the_source_is_the_text_of_the_file()
    {
        string signature = Harness.SignatureOf(
            "input \"\" float32[\"\"]",
            $"input \"{Hostile}\" float32[\"{Hostile}\"]");
        GeneratorRun run = Harness.Project.WithModel("m.onnx", signature).Run();

        SyntaxNode root = Parse(run);
        LiteralExpressionSyntax literal = Assert.Single(
            root.DescendantNodes().OfType<LiteralExpressionSyntax>(),
            node => node.Token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken));
        Assert.Equal(Signatures.ModelSignature.Parse(signature).ToString(), literal.Token.ValueText);
    }

    private static SyntaxNode Parse(GeneratorRun run)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        return CSharpSyntaxTree.ParseText(Assert.Single(run.Sources).Value, cancellationToken: cancellation)
            .GetRoot(cancellation);
    }
}
