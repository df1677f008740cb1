namespace TypedRtx.SlotTool;

/// <summary>Finds the definition of a class in the tokens of a header and reads its virtual functions.</summary>
internal static class CppClassReader
{
    /// <summary>The definitions of the wanted classes in one header, whatever namespace they are in.</summary>
    public static IEnumerable<CppClass> Read(string header, string text, IReadOnlySet<string> wanted)
    {
        List<CppToken> tokens = CppTokenizer.Read(text);
        for (int i = 0; i < tokens.Count; i++)
        {
            if (!(tokens[i].Is("class") || tokens[i].Is("struct")) || (i > 0 && tokens[i - 1].Is("enum")))
                continue;

            int open = i + 1;
            while (open < tokens.Count && !IsEndOfHead(tokens[open]))
                open++;

            if (open == tokens.Count || !tokens[open].Is("{"))
                continue;

            List<CppToken> head = [.. tokens[(i + 1)..open].Where(static token => !token.Is("final"))];
            int colon = head.FindIndex(static token => token.Is(":"));
            string name = (colon < 0 ? head : head[..colon]).LastOrDefault().Text ?? "";
            if (!wanted.Contains(name))
                continue;

            string where = $"{header}({tokens[i].Line})";
            string? baseName = colon < 0 ? null : ReadBase(name, head[(colon + 1)..], where);
            int close = CppMemberReader.Close(tokens, open);
            yield return new CppClass(name, baseName, CppMemberReader.Read(name, tokens[(open + 1)..close], header), where);
        }
    }

    // "template <class T>" and "class X* parameter" end here without a body.
    private static bool IsEndOfHead(CppToken token) =>
        token.Is("{") || token.Is(";") || token.Is(">") || token.Is(")") || token.Is("*") || token.Is("&");

    private static string ReadBase(string name, List<CppToken> tokens, string where)
    {
        if (tokens.Exists(static token => token.Is(",")) || tokens.Exists(static token => token.Is("virtual")))
        {
            throw new SlotToolException(
                $"{where}: class {name} has more than one base or a virtual one; then it has several tables, which this tool does not number.");
        }

        return tokens[^1].Text;
    }
}
