namespace TypedRtx.SlotTool;

/// <summary>Splits the body of a class into members and keeps those that have to do with its table of virtual functions.</summary>
internal static class CppMemberReader
{
    public static List<CppMethod> Read(string className, List<CppToken> body, string header)
    {
        List<CppMethod> methods = [];
        foreach (List<CppToken> member in Split(className, body, header))
        {
            bool isVirtual = member.Exists(static token => token.Is("virtual"));
            bool isOverride = member.Exists(static token => token.Is("override"));
            if (isVirtual || isOverride)
                methods.Add(ReadMethod(className, member, isVirtual, isOverride, header));
        }

        return methods;
    }

    /// <summary>The index of the bracket that closes the one at <paramref name="open"/>.</summary>
    public static int Close(List<CppToken> tokens, int open)
    {
        int depth = 0;
        for (int i = open; i < tokens.Count; i++)
        {
            if (tokens[i].Is("{") || tokens[i].Is("("))
                depth++;
            else if ((tokens[i].Is("}") || tokens[i].Is(")")) && --depth == 0)
                return i;
        }

        throw new SlotToolException($"line {tokens[open].Line}: the bracket '{tokens[open].Text}' is not closed.");
    }

    private static IEnumerable<List<CppToken>> Split(string className, List<CppToken> body, string header)
    {
        List<CppToken> member = [];
        for (int i = 0; i < body.Count; i++)
        {
            CppToken token = body[i];
            if (token.Kind == CppTokenKind.Directive)
            {
                throw new SlotToolException(
                    $"{header}({token.Line}): '{token.Text}' inside class {className}: which methods exist would depend on it.");
            }

            if (token.Is(";") || token.Is("{"))
            {
                // A body is not looked into: nested types and default implementations have no slots of this class.
                bool ends = token.Is(";") || IsFunction(member);
                i = token.Is("{") ? Close(body, i) : i;
                if (!ends)
                    continue;

                yield return member;
                member = [];
            }
            else if (token.Is(":") && member is [{ Text: "public" or "protected" or "private" }])
            {
                member = [];
            }
            else if (token.Is("[["))
            {
                i = body.FindIndex(i, static next => next.Is("]]"));
            }
            else if (IsMacro(token))
            {
                i = i + 1 < body.Count && body[i + 1].Is("(") ? Close(body, i + 1) : i;
            }
            else if (token.Is("("))
            {
                // Parameters can hold no member; the bracket itself marks a function.
                member.Add(token);
                i = Close(body, i);
            }
            else
            {
                member.Add(token);
            }
        }
    }

    private static bool IsFunction(List<CppToken> member) =>
        member.Exists(static token => token.Is("(")) &&
        !member.Exists(static token => token.Is("class") || token.Is("struct") || token.Is("enum") || token.Is("union"));

    // TRT_DEPRECATED, TRT_NODISCARD, TRT_DEPRECATED_BECAUSE("…"), __attribute__((…)), __declspec(…): none moves a slot.
    private static bool IsMacro(CppToken token) =>
        token.Kind == CppTokenKind.Word &&
        (token.Text.StartsWith("TRT_", StringComparison.Ordinal) || token.Text is "__attribute__" or "__declspec" or "alignas");

    private static CppMethod ReadMethod(string className, List<CppToken> member, bool isVirtual, bool isOverride, string header)
    {
        int open = member.FindIndex(static token => token.Is("("));
        if (open < 1 || member[open - 1].Kind != CppTokenKind.Word || member.Exists(static token => token.Is("operator")))
        {
            throw new SlotToolException(
                $"{header}({member[0].Line}): class {className} has a virtual member whose name was not found: " +
                $"'{string.Join(' ', member.Select(static token => token.Text))}'.");
        }

        bool destructor = open > 1 && member[open - 2].Is("~");
        return new CppMethod(destructor ? CppMethod.Destructor : member[open - 1].Text, isVirtual, isOverride, member[0].Line);
    }
}
