using Microsoft.CodeAnalysis.CSharp;

namespace TypedRtx.TestKit;

/// <summary>The C# versions that generated code is compiled with.</summary>
public static class LanguageVersions
{
    /// <summary>C# 13, the lowest that generated code supports.</summary>
    public const LanguageVersion CSharp13 = LanguageVersion.CSharp13;

    /// <summary>C# 14, which Roslyn 4.14 knows as its preview; the enum names it from Roslyn 5.0 on.</summary>
    public const LanguageVersion CSharp14 = LanguageVersion.Preview;
}
