using System.Globalization;

namespace TypedRtx.Signatures.Tests;

public sealed class SignatureTextTests
{
    private const int Seed = 8_291;

    private const string Example = """
        onnxsig 1
        opset "" 17
        opset "com.microsoft" 1
        input "input_ids" int64[batch, past + sequence]
        input "image" float32[1, 3, "odd name", ?]
        input "scale" float32[] optional
        output "any" float16[..]
        output "list" seq(map(int64, float32[]))
        output "maybe" optional(seq(string[batch]))
        output "few" sparse(float32[4, 4])
        output "mine" opaque("com.example", "Thing")
        relation total = past + sequence
        inferred "any" [batch, ?, 4*height]
        inferred "list" []

        """;

    [Fact]
    public void Example_survives_parsing_and_writing()
    {
        ModelSignature signature = ModelSignature.Parse(Example);

        Assert.Equal(Example, signature.ToString());
        Assert.Equal(signature, ModelSignature.Parse(signature.ToString()));
        Assert.Equal(["input_ids", "image", "scale"], signature.Inputs.Select(input => input.Name));
        Assert.True(signature.Inputs[2].IsOptional);
        Assert.Equal("total", signature.Relations[0].Symbol);
    }

    [Fact]
    public void Line_endings_of_a_checkout_are_tolerated()
    {
        string checkedOut = Example.Replace("\n", "\r\n", StringComparison.Ordinal);

        Assert.Equal(ModelSignature.Parse(Example), ModelSignature.Parse(checkedOut));
    }

    [Fact]
    public void Random_signature_survives_its_text()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}");
        Random random = new(Seed);
        for (int i = 0; i < 1_000; i++)
        {
            ModelSignature signature = RandomSignature.Make(random);
            string text = signature.ToString();

            ModelSignature parsed = ModelSignature.Parse(text);

            Assert.Equal(signature, parsed);
            Assert.Equal(text, parsed.ToString());
            int values = signature.Inputs.Count + signature.Outputs.Count;
            Assert.Equal(
                1 + signature.Opsets.Count + values + signature.Relations.Count + signature.Inferred.Count,
                text.Count(c => c == '\n'));
        }
    }

    [Fact]
    public void Quoted_text_holds_nothing_invisible()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}");
        Random random = new(Seed);
        for (int i = 0; i < 20_000; i++)
        {
            string text = RandomText.Make(random);
            string quoted = SignatureText.Quote(text);

            int position = 0;
            Assert.Equal(text, SignatureText.TryUnquote(quoted, ref position));
            Assert.Equal(quoted.Length, position);
            for (int j = 0; j < quoted.Length; j += char.IsSurrogatePair(quoted, j) ? 2 : 1)
            {
                bool isHidden = CharUnicodeInfo.GetUnicodeCategory(quoted, j) is
                    UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
                Assert.False(isHidden, $"{quoted} holds U+{(int)quoted[j]:X4}");
            }
        }
    }

    [Theory]
    [InlineData("a\"b", "\"a\\\"b\"")]
    [InlineData("a\\b", "\"a\\\\b\"")]
    [InlineData("a\r\n\tb", "\"a\\r\\n\\tb\"")]
    [InlineData("\u202e", "\"\\u{202E}\"")]
    [InlineData("\0", "\"\\u{0}\"")]
    [InlineData("\U000e0001", "\"\\u{E0001}\"")]
    [InlineData("日本 é", "\"日本 é\"")]
    public void Quote_escapes_what_cannot_be_seen(string text, string expected) =>
        Assert.Equal(expected, SignatureText.Quote(text));

    [Theory]
    [InlineData("a")]
    [InlineData("\"a")]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\")]
    [InlineData("\"\\u{}\"")]
    [InlineData("\"\\u{110000}\"")]
    [InlineData("\"\\u{-1}\"")]
    [InlineData("\"\\u{ 41}\"")]
    [InlineData("\"\\u41\"")]
    [InlineData("\"a\nb\"")]
    public void Unquote_refuses_what_quote_never_writes(string text)
    {
        int position = 0;

        Assert.Null(SignatureText.TryUnquote(text, ref position));
        Assert.Equal(0, position);
    }
}
