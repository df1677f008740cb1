namespace TypedRtx.Generators.Planning.Naming;

/// <summary>Parameter names, and how a name is written where C# has a word of the same spelling.</summary>
internal static class ParameterName
{
    // A list of ours and not the compiler's: which words are known must not depend on the compiler that runs us.
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const",
        "continue", "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern",
        "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface",
        "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override", "params",
        "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof",
        "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong",
        "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",

        // Words only in some places; escaped everywhere, so that nobody has to know in which.
        "add", "alias", "allows", "and", "ascending", "async", "await", "by", "closed", "descending", "dynamic",
        "equals", "extension", "field", "file", "from", "get", "global", "group", "init", "into", "join", "let",
        "managed", "nameof", "nint", "not", "notnull", "nuint", "on", "or", "orderby", "partial", "record", "remove",
        "required", "scoped", "select", "set", "union", "unmanaged", "value", "var", "when", "where", "with", "yield",
        "_",
    };

    /// <summary>The words that are escaped, in ordinal order.</summary>
    public static IEnumerable<string> Words => Keywords.OrderBy(word => word, StringComparer.Ordinal);

    /// <summary>The member's name, leading capitals lowered as <c>JsonNamingPolicy.CamelCase</c> does it.</summary>
    public static string From(string member)
    {
        char[] name = member.ToCharArray();
        for (int i = 0; i < name.Length && char.IsUpper(name[i]); i++)
        {
            if (i > 0 && i + 1 < name.Length && !char.IsUpper(name[i + 1]))
            {
                break;
            }

            name[i] = char.ToLowerInvariant(name[i]);
        }

        return new string(name);
    }

    /// <summary>The name as it is written in code.</summary>
    public static string Escape(string name) => Keywords.Contains(name) ? "@" + name : name;
}
