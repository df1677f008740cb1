using TypedRtx.Signatures;

namespace TypedRtx.SignatureTool;

/// <summary>What reading a model gave.</summary>
/// <param name="Text">The text of the <c>.onnxsig</c> file.</param>
/// <param name="ExternalFiles">The model's external data files, relative to its folder.</param>
/// <param name="IsFinal">Whether only a change of the model can change the result.</param>
internal readonly record struct SkimResult(string Text, IReadOnlyList<string> ExternalFiles, bool IsFinal)
{
    public static SkimResult Failed(SignatureFailure failure, bool isFinal) => new(failure.ToString(), [], isFinal);

    /// <summary>The model is known, but not all of its files are there yet.</summary>
    public static SkimResult Incomplete(SignatureFailure failure, ModelSignature signature) =>
        new(failure.ToString() + signature, [], IsFinal: false);
}
