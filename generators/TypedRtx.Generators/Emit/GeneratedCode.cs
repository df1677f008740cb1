namespace TypedRtx.Generators.Emit;

/// <summary>The mark of generated types.</summary>
internal static class GeneratedCode
{
    private static readonly string Version = typeof(GeneratedCode).Assembly.GetName().Version.ToString(3);

    public static string Attribute { get; } =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"TypedRtx.Generators\", \"{Version}\")]";
}
