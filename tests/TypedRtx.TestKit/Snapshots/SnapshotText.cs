using System.Text.RegularExpressions;

namespace TypedRtx.TestKit;

/// <summary>The rules that every snapshot's text obeys, and what is scrubbed from it.</summary>
public static partial class SnapshotText
{
    /// <summary>Replaces the version in <c>GeneratedCode</c> attributes, which changes with every release.</summary>
    public static string Scrub(string text) => GeneratedCodeVersion().Replace(text, "${start}VERSION${end}");

    /// <summary>The first rule that the text breaks, with its line; null when it obeys all.</summary>
    public static string? FindViolation(string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (FindLineViolation(lines[i]) is string problem)
            {
                return $"line {i + 1} has {problem}: {lines[i].TrimEnd('\r')}";
            }
        }

        return text.EndsWith('\n') && !text.EndsWith("\n\n", StringComparison.Ordinal) && text.Length > 1
            ? null
            : "the text does not end with exactly one newline";
    }

    private static string? FindLineViolation(string line)
    {
        if (line.Contains('\r', StringComparison.Ordinal))
        {
            return "a carriage return";
        }

        if (line.Contains('\t', StringComparison.Ordinal))
        {
            return "a tab";
        }

        if (line.EndsWith(' '))
        {
            return "a trailing blank";
        }

        if (line.Contains(RepositoryFiles.Root, StringComparison.Ordinal) || AbsolutePath().IsMatch(line))
        {
            return "an absolute path";
        }

        return line.Contains(TempFolder.Prefix, StringComparison.Ordinal) ? "the name of a temporary folder" : null;
    }

    [GeneratedRegex("""(?<start>GeneratedCode(?:Attribute)?\("[^"]*", ?")[^"]*(?<end>")""")]
    private static partial Regex GeneratedCodeVersion();

    // Top-level folders that build machines use; a slash after a word or another slash is part of a name or a URL.
    [GeneratedRegex("""(?<![\w./:<])/(?:home|tmp|usr|var|work|root|mnt|opt|Users|__w|_)/\S|\b[A-Za-z]:\\\w""")]
    private static partial Regex AbsolutePath();
}
