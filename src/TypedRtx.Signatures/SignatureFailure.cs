using System.Diagnostics.CodeAnalysis;

namespace TypedRtx.Signatures;

/// <summary>
/// What is wrong with a model, as text that stands in the <c>.onnxsig</c> file in place of the signature, or before it
/// where only the files with weights are missing. The build's tool writes it and never fails over a bad model; the generator reports it, so that a build, an editor's design-time
/// build and the generator's own reading of the model give one and the same diagnostic.
/// </summary>
/// <param name="Kind">
/// A name of <c>OnnxFormatError</c>, or <see cref="Missing"/>, <see cref="ExternalMissing"/>,
/// <see cref="ExternalOutside"/>.
/// </param>
/// <param name="Message">What is wrong, where, and what to do.</param>
internal sealed record SignatureFailure(string Kind, string Message)
{
    /// <summary>The model file is not there or cannot be read.</summary>
    public const string Missing = nameof(Missing);

    /// <summary>A file with external data of the model is not there.</summary>
    public const string ExternalMissing = nameof(ExternalMissing);

    /// <summary>The model names external data outside its own folder.</summary>
    public const string ExternalOutside = nameof(OnnxFormatError.ExternalOutside);

    /// <summary>The first line; no signature starts with it.</summary>
    public const string Header = "onnxsig-error 1";

    /// <summary>A file with external data is not there; both doors say it with the same words.</summary>
    public static SignatureFailure OfMissingExternal(string file) => new(
        ExternalMissing,
        $"Its weights are in the file '{file}' beside it, which is not there. Copy both files together.");

    /// <summary>A file with external data is reached through a link, which may lead anywhere.</summary>
    public static SignatureFailure OfLinkedExternal(string file, string link) => new(
        ExternalOutside,
        $"Its weights are in {SignatureText.Quote(file)}, where {SignatureText.Quote(link)} is a link. Put the file itself in the "
        + "model's folder.");

    /// <summary>The three lines of the text: header, kind, quoted message.</summary>
    public override string ToString() => $"{Header}\n{Kind}\n{SignatureText.Quote(Message)}\n";

    /// <summary>Reads what <see cref="ToString"/> wrote; false when the text is anything else.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SignatureFailure? failure) =>
        TryParse(text, out failure, out _);

    /// <summary>Reads what <see cref="ToString"/> wrote, and gives the text behind it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SignatureFailure? failure, out string rest)
    {
        failure = null;
        rest = "";
        string[] lines = text.Split(['\n'], 4);
        if (lines.Length < 3 || lines[0] != Header)
        {
            return false;
        }

        int position = 0;
        if (SignatureText.TryUnquote(lines[2], ref position) is not { } message)
        {
            return false;
        }

        failure = new SignatureFailure(lines[1], message);
        rest = lines.Length > 3 ? lines[3] : "";
        return true;
    }
}
