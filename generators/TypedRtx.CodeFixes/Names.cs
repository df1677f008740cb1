namespace TypedRtx.CodeFixes;

/// <summary>Names as people compare them.</summary>
internal static class Names
{
    public static bool Equal(string left, string right) =>
        string.Equals(left.Replace("_", ""), right.Replace("_", ""), StringComparison.OrdinalIgnoreCase);
}
