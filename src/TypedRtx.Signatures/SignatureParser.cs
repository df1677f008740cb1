namespace TypedRtx.Signatures;

/// <summary>Reads the lines of an <c>.onnxsig</c> text, in the order in which they are written.</summary>
internal static class SignatureParser
{
    /// <summary>The most characters a text may have.</summary>
    public const int MaxLength = 1 << 25;

    /// <summary>The most lines a text may have.</summary>
    public const int MaxLines = 16_384;

    private static readonly string[] Keywords = ["opset", "input", "output", "relation", "inferred"];

    public static ModelSignature Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new SignatureFormatException(
                $"The signature has {text.Length} characters; the limit is {MaxLength}.");
        }

        string[] lines = Lines(text);
        List<OpsetImport> opsets = [];
        List<ValueSignature> inputs = [];
        List<ValueSignature> outputs = [];
        List<SymbolRelation> relations = [];
        List<InferredShape> inferred = [];
        int section = 0;
        for (int i = 1; i < lines.Length; i++)
        {
            SignatureLine line = new(lines[i], i + 1);
            string keyword = line.Word();
            int found = Array.IndexOf(Keywords, keyword);
            if (found < section)
            {
                throw line.Error(found < 0
                    ? $"expected one of {string.Join(", ", Keywords)}, found '{keyword}'."
                    : $"'{keyword}' stands after '{Keywords[section]}'; the order is {string.Join(", ", Keywords)}.");
            }

            section = found;
            line.Expect(' ');
            switch (keyword)
            {
                case "opset":
                    opsets.Add(Opset(ref line));
                    break;
                case "input":
                    inputs.Add(Value(ref line, mayBeOptional: true));
                    break;
                case "output":
                    outputs.Add(Value(ref line, mayBeOptional: false));
                    break;
                case "inferred":
                    inferred.Add(Inferred(ref line));
                    break;
                default:
                    relations.Add(Relation(ref line));
                    break;
            }

            line.ExpectEnd();
        }

        return new ModelSignature(
            opsets.ToEquatableArray(),
            inputs.ToEquatableArray(),
            outputs.ToEquatableArray(),
            relations.ToEquatableArray(),
            inferred.ToEquatableArray());
    }

    private static string[] Lines(string text)
    {
        // A checkout with automatic line endings may have turned LF into CR LF; no name holds a raw CR.
        string[] lines = text.Replace("\r\n", "\n").Split('\n');
        if (lines[0] != SignatureText.Header)
        {
            throw new SignatureFormatException(
                1,
                $"expected '{SignatureText.Header}'. Rebuild with one version of TypedRtx, or take a .onnxsig file.");
        }

        if (lines[lines.Length - 1].Length != 0)
        {
            throw new SignatureFormatException(lines.Length, "the last line does not end; the text may be cut off.");
        }

        if (lines.Length - 1 > MaxLines)
        {
            throw new SignatureFormatException(MaxLines + 1, $"more than {MaxLines} lines.");
        }

        Array.Resize(ref lines, lines.Length - 1);
        return lines;
    }

    private static OpsetImport Opset(ref SignatureLine line)
    {
        string domain = line.Quoted();
        line.Expect(' ');
        return new OpsetImport(domain, line.Number());
    }

    private static ValueSignature Value(ref SignatureLine line, bool mayBeOptional)
    {
        string name = line.Quoted();
        line.Expect(' ');
        OnnxType type = SignatureTypeParser.Parse(ref line);
        return new ValueSignature(name, type, mayBeOptional && line.TryTake(" optional"));
    }

    private static SymbolRelation Relation(ref SignatureLine line)
    {
        DimensionExpression symbol = line.Expression();
        if (symbol.SymbolName is not { } name)
        {
            throw line.Error($"expected one symbol, found '{symbol}'.");
        }

        line.Expect(' ');
        line.Expect('=');
        line.Expect(' ');
        return new SymbolRelation(name, line.Expression());
    }

    private static InferredShape Inferred(ref SignatureLine line)
    {
        string name = line.Quoted();
        line.Expect(' ');
        return new InferredShape(name, SignatureTypeParser.Dimensions(ref line));
    }
}
