using System.Text.RegularExpressions;

namespace TypedRtx.TensorRtRtx;

/// <summary>Takes out of the library's words what only its authors can use.</summary>
internal static partial class LibraryText
{
    // Without a driver, many other errors end with this echo of a question for the GPU.
    private const string Echo = "catchCudaError";

    /// <summary>One line, without places in the library's source and without echoes; empty when there was nothing else.</summary>
    public static string Clean(string text)
    {
        IEnumerable<string> lines = text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains(Echo, StringComparison.Ordinal))
            .Select(line => Place().Replace(line, ""));
        return Condition().Replace(string.Join(' ', lines), "$2$3").Trim();
    }

    // `Assertion failed: convert(dims) && "Failed to convert."` and `Assertion failed: convert(dims): Failed to convert.`
    [GeneratedRegex("Assertion failed: (?:[^\"]*?&& \"(?<2>[^\"]+)\"\\.?|.+?: (?<3>.+))$", RegexOptions.CultureInvariant)]
    private static partial Regex Condition();

    // `. In operator() at /_src/optimizer/common/shape/shapeContext.cpp:4634`
    [GeneratedRegex(@"\.?\s*\bIn [^\s()]+(\(\))? at [^\s:()]+:[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
