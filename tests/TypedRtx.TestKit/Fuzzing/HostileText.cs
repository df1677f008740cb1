using System.Text;

namespace TypedRtx.TestKit;

/// <summary>Names that try to be something else: C#, documentation, paths, directions, numbers.</summary>
public static class HostileText
{
    private static readonly string[] Parts =
    [
        "x; System.IO.File.Delete(\"a\"); //", "x\"\nclass P { static P() { } } //", "*/ evil /*", "</summary><script>",
        "]]>", "<!--", "\"\"\"\n", "\"\"\"\"\"\"\"", "{x}", "{{0}}", "$\"{x}\"", "#line 1 \"evil.cs\"", "\n#pragma warning disable\n",
        "#if false", "@class", "class", "__arglist", "out", "await", "field", "record", "var", "global::System", "nameof",
        "Run", "Load", "Outputs", "Inputs", "Binding", "Dims", "Signature", "ToString", "GetType", "Equals", "Dispose",
        "Model", "System", "TypedRtx", "value", "run", "symbols", "options", "cancellationToken", "batch", "N", "n",
        "\u202Egpj.exe", "\u2066x\u2069", "\u200Bx", "а", "аbс", "x\u0301", "é", "😀", "ﬁ", "İ", "ı", "ß", "\u2028",
        "\u0085", "\uFEFF", "\u0000", "\u001b[31m", "\ud800", "..\\..\\evil", "../../evil", "/etc/passwd", "C:\\x", "NUL",
        "*/_ORT_MEM_ADDR_/*", "x.y", "x y", "x/y:0", "1abc", "0", "-1", "", "_", "__", "a-b", "a_b", "A", "a",
        "n*m", "n + ", "((((((", "n % 0", "-n", "2*n - 2*n", "floor(n/0)", "9223372036854775808", "n**n", "max(n,m)",
        "int64[batch]", "float32[n] optional", "onnxsig 1", "opset \"\" 17",
    ];

    /// <summary>A text of one or more such parts; now and then a very long one.</summary>
    public static string Next(Random random)
    {
        StringBuilder text = new();
        for (int i = random.Next(4) == 0 ? random.Next(1, 5) : 1; i > 0; i--)
        {
            text.Append(Parts[random.Next(Parts.Length)]);
        }

        return random.Next(50) == 0 ? string.Concat(Enumerable.Repeat(text.ToString(), 500)) : text.ToString();
    }
}
