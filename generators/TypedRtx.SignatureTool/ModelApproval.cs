using TypedRtx.Signatures;

namespace TypedRtx.SignatureTool;

/// <summary>
/// Writes the approved signature of a model: what its users hold it to. Inputs, outputs and operator sets only; what
/// we find out ourselves stands in other lines of a signature, and better findings are no drift of the model.
/// </summary>
internal static class ModelApproval
{
    private static readonly string[] Kept = [SignatureText.Header, "opset ", "input ", "output "];

    /// <summary>Writes the file unless it says the same already, and gives whether it did.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static bool Run(ApprovalRequest request)
    {
        // A model that cannot be read has nothing to approve; the same build reports it as an error of its own.
        if (ModelSkim.TryRead(request.Model) is not { } signature)
        {
            return false;
        }

        string text = TextOf(signature);
        FileInfo file = new(request.Approved);
        if (file.Exists)
        {
            // A checkout may have turned LF into CR LF, which is no other approval.
            if (File.ReadAllText(file.FullName).ReplaceLineEndings("\n") == text)
            {
                return false;
            }

            // A rename over it would succeed on some systems and not on others.
            if (file.IsReadOnly)
            {
                throw new UnauthorizedAccessException(
                    "The file is read-only. Check it out for editing, or take the attribute off, and approve again.");
            }
        }

        OutputFile.WriteIfDifferent(file.FullName, text);
        return true;
    }

    /// <summary>The lines of a signature that an approved one holds.</summary>
    public static string TextOf(ModelSignature signature) => string.Concat(signature.ToString().Split('\n')
        .Where(line => Kept.Any(start => line.StartsWith(start, StringComparison.Ordinal)))
        .Select(line => line + "\n"));
}
