using System.Text.RegularExpressions;
using Xunit;

namespace TypedRtx.Repository.Tests;

/// <summary>Rules of style that no analyzer knows.</summary>
public sealed partial class SourceRulesTests
{
    private const int MaxLines = 300;

    [Fact]
    public void Source_files_are_short_and_end_with_one_newline()
    {
        List<string> offenders = [];
        foreach (string path in Repository.Files("*.cs").Where(path => !path.Contains(".verified.", StringComparison.Ordinal)))
        {
            string text = Repository.Read(path);
            int lines = text.Count(c => c == '\n');
            if (lines > MaxLines || text.Contains('\r') || text.Contains('\t') || !text.EndsWith('\n') || text.EndsWith("\n\n", StringComparison.Ordinal))
            {
                offenders.Add($"{path}: {lines} lines");
            }
        }

        Assert.Empty(offenders);
    }

    [Fact]
    public void Native_calls_go_through_function_pointers()
    {
        Assert.DoesNotContain(
            Repository.Files("*.cs").Where(path => path.StartsWith("src/", StringComparison.Ordinal)),
            path => DllImport().IsMatch(Repository.Read(path)));
    }

    [GeneratedRegex(@"\[DllImport\b")]
    private static partial Regex DllImport();
}
