namespace TypedRtx.OnnxRuntime.Native;

/// <summary>Takes out of a message what the library's developers put there for themselves.</summary>
internal static class OrtMessage
{
    private const string NodeMark = "Non-zero status code returned while running ";
    private const string LoadMark = "Load model from ";
    private const string FailedMark = " failed:";
    private const string StatusMark = "Status Message: ";
    private const string ConditionMark = " was false. ";
    private const string CodeMark = "[ONNXRuntimeError] : ";
    private const string Separator = " : ";
    private static readonly string[] SourceEndings = [".cc:", ".h:", ".cpp:"];

    /// <summary>
    /// The operator and node that failed, and the last thing said about it, without source paths and conditions.
    /// </summary>
    public static string Shorten(string message)
    {
        string tail = message;
        int status = tail.LastIndexOf(StatusMark, StringComparison.Ordinal);
        if (status >= 0)
        {
            tail = tail[(status + StatusMark.Length)..];
        }

        int failed = tail.IndexOf(FailedMark, StringComparison.Ordinal);
        if (failed >= 0 && tail.StartsWith(LoadMark, StringComparison.Ordinal))
        {
            tail = tail[(failed + FailedMark.Length)..];
        }

        tail = WithoutCode(WithoutSource(tail)).Trim();
        if (tail.Length == 0)
        {
            tail = message.Trim();
        }

        return Node(message) is { } node && !tail.Contains(node, StringComparison.Ordinal) ? $"{node}: {tail}" : tail;
    }

    // "… while running Gather node. Name:'g' Status Message: …"; nested graphs nest it, the innermost says most.
    private static string? Node(string message)
    {
        int start = message.LastIndexOf(NodeMark, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        ReadOnlySpan<char> rest = message.AsSpan(start + NodeMark.Length);
        int end = rest.IndexOf(" node. Name:'");
        if (end < 0)
        {
            return null;
        }

        ReadOnlySpan<char> type = rest[..end];
        ReadOnlySpan<char> name = rest[(end + " node. Name:'".Length)..];
        int quote = name.IndexOf('\'');
        name = quote < 0 ? [] : name[..quote];
        return name.IsEmpty ? $"operator {type}" : $"operator {type} (node '{name}')";
    }

    // "/build/x.cc:173 Status a::b(const int, C&) const [with T = int] condition was false. What happened"
    private static string WithoutSource(string text)
    {
        int condition = text.LastIndexOf(ConditionMark, StringComparison.Ordinal);
        if (condition >= 0)
        {
            return text[(condition + ConditionMark.Length)..];
        }

        foreach (string ending in SourceEndings)
        {
            int source = text.IndexOf(ending, StringComparison.Ordinal);
            if (source >= 0)
            {
                int start = text.LastIndexOf(' ', source) + 1;
                string rest = text[(source + ending.Length)..];
                return AfterFunction(rest) is { } said ? text[..start] + said : text;
            }
        }

        return text;
    }

    // "[ONNXRuntimeError] : 2 : INVALID_ARGUMENT : What happened"
    private static string WithoutCode(string text)
    {
        int mark = text.IndexOf(CodeMark, StringComparison.Ordinal);
        int number = mark < 0 ? -1 : text.IndexOf(Separator, mark + CodeMark.Length, StringComparison.Ordinal);
        int name = number < 0 ? -1 : text.IndexOf(Separator, number + Separator.Length, StringComparison.Ordinal);
        return name < 0 ? text : text[..mark] + text[(name + Separator.Length)..];
    }

    private static string? AfterFunction(string text)
    {
        int position = text.IndexOf('(', StringComparison.Ordinal);
        int depth = 0;
        for (; position >= 0 && position < text.Length; position++)
        {
            depth += text[position] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                string rest = text[(position + 1)..];
                rest = rest.StartsWith(" const ", StringComparison.Ordinal) ? rest[" const ".Length..] : rest;
                bool isTemplate = rest.StartsWith(" [with ", StringComparison.Ordinal);
                int end = isTemplate ? rest.IndexOf(']', StringComparison.Ordinal) : -1;
                return rest[(end + 1)..].TrimStart();
            }
        }

        return null;
    }
}
