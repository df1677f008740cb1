namespace TypedRtx.Signatures.Tests;

public sealed class SignatureParserTests
{
    [Theory]
    [InlineData("", 1, "expected 'onnxsig 1'")]
    [InlineData("onnxsig 2\n", 1, "expected 'onnxsig 1'")]
    [InlineData("onnxsig 1", 1, "cut off")]
    [InlineData("onnxsig 1\nopset \"\" 17", 2, "cut off")]
    [InlineData("onnxsig 1\n\n", 2, "expected one of opset, input, output, relation")]
    [InlineData("onnxsig 1\nweights \"a\"\n", 2, "found 'weights'")]
    [InlineData("onnxsig 1\noutput \"a\" float32[]\ninput \"a\" float32[]\n", 3, "'input' stands after 'output'")]
    [InlineData("onnxsig 1\nopset \"\" x\n", 2, "whole number")]
    [InlineData("onnxsig 1\nopset \"\" 99999999999999999999\n", 2, "64 bits")]
    [InlineData("onnxsig 1\ninput a float32[]\n", 2, "column 7: expected a name in double quotes")]
    [InlineData("onnxsig 1\ninput \"a\" float33[]\n", 2, "found 'float33'")]
    [InlineData("onnxsig 1\ninput \"a\" undefined[]\n", 2, "found 'undefined'")]
    [InlineData("onnxsig 1\ninput \"a\" float32[\n", 2, "expected a length")]
    [InlineData("onnxsig 1\ninput \"a\" float32[3\n", 2, "expected ']'")]
    [InlineData("onnxsig 1\ninput \"a\" float32[3,4]\n", 2, "expected ']'")]
    [InlineData("onnxsig 1\ninput \"a\" map(float32, float32[])\n", 2, "key of a map")]
    [InlineData("onnxsig 1\ninput \"a\" seq(float32[]\n", 2, "expected ')'")]
    [InlineData("onnxsig 1\ninput \"a\" float32[] \n", 2, "expected the end of the line")]
    [InlineData("onnxsig 1\noutput \"a\" float32[] optional\n", 2, "expected the end of the line")]
    [InlineData("onnxsig 1\nrelation a + b = c\n", 2, "expected one symbol")]
    [InlineData("onnxsig 1\nrelation a = \n", 2, "expected a length")]
    [InlineData("onnxsig 1\ninferred \"a\" [..]\n", 2, "expected a length")]
    [InlineData("onnxsig 1\ninferred \"a\" float32[n]\n", 2, "expected '['")]
    [InlineData("onnxsig 1\ninferred \"a\" [n]\nrelation a = b\n", 3, "'relation' stands after 'inferred'")]
    public void Text_with_a_mistake_is_refused_naming_the_line(string text, int line, string expected)
    {
        SignatureFormatException error = Assert.Throws<SignatureFormatException>(() => ModelSignature.Parse(text));

        Assert.Equal(line, error.Line);
        Assert.StartsWith($"Line {line}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_beyond_a_limit_is_refused()
    {
        string deep = string.Concat(Enumerable.Repeat("seq(", 10_000));
        string wide = string.Join(", ", Enumerable.Repeat("1", 10_000));

        string[] texts =
        [
            $"onnxsig 1\ninput \"a\" {deep}\n",
            $"onnxsig 1\ninput \"a\" float32[{wide}]\n",
            "onnxsig 1\n" + new string('\n', SignatureParser.MaxLines + 1),
            new string(' ', SignatureParser.MaxLength + 1),
        ];

        Assert.All(texts, text => Assert.Throws<SignatureFormatException>(() => ModelSignature.Parse(text)));
    }

    [Fact]
    public void Damaged_text_gives_a_signature_or_one_kind_of_error()
    {
        const int seed = 77;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int i = 0; i < 2_000; i++)
        {
            char[] text = RandomSignature.Make(random).ToString().ToCharArray();
            for (int j = random.Next(4); j >= 0; j--)
            {
                text[random.Next(text.Length)] = (char)random.Next(random.Next(2) == 0 ? 0x80 : 0x10000);
            }

            try
            {
                ModelSignature signature = ModelSignature.Parse(new string(text));
                Assert.Equal(signature, ModelSignature.Parse(signature.ToString()));
            }
            catch (SignatureFormatException)
            {
                // The one kind of error.
            }
        }
    }
}
