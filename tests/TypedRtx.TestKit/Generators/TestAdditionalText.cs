using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace TypedRtx.TestKit;

/// <summary>An additional file in memory.</summary>
public sealed class TestAdditionalText : AdditionalText
{
    private readonly SourceText? _text;

    /// <summary>A file with a text.</summary>
    public TestAdditionalText(string path, string text)
    {
        Path = path;
        _text = SourceText.From(text, Encoding.UTF8);
    }

    private TestAdditionalText(string path, SourceText? text)
    {
        Path = path;
        _text = text;
    }

    /// <inheritdoc/>
    public override string Path { get; }

    /// <summary>A file, on disk or not, of which a generator may see no more than the path.</summary>
    public static TestAdditionalText Unreadable(string path) => new(path, (SourceText?)null);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The file is unreadable.</exception>
    public override SourceText? GetText(CancellationToken cancellationToken = default) => _text
        ?? throw new InvalidOperationException($"The generator asked for the text of {Path}, which it must never do.");

    /// <summary>Another object with the same path and text, as after a reload of the project.</summary>
    internal TestAdditionalText Copy() => new(Path, _text);
}
