using TypedRtx.Signatures;

namespace TypedRtx.Generators.Inputs;

/// <summary>What reading one file gave: a signature, or the reason why there is none, or both where only weights are missing.</summary>
/// <param name="Path">The file as the compiler names it.</param>
/// <param name="Signature">The signature; null when it is not known.</param>
/// <param name="Failure">What is wrong with the model; null when nothing is.</param>
/// <param name="HasExternalData">Whether weights lie in other files; known where the model itself was read.</param>
internal sealed record FileReading(
    string Path,
    ModelSignature? Signature,
    SignatureFailure? Failure,
    bool HasExternalData)
{
    /// <summary>The kind of a failure that is our own mistake.</summary>
    public const string InternalError = nameof(InternalError);

    public static FileReading Of(
        string path,
        ModelSignature signature,
        SignatureFailure? failure = null,
        bool hasExternalData = false) =>
        new(path, signature, failure, hasExternalData);

    public static FileReading OfFailure(string path, SignatureFailure failure) => new(path, null, failure, false);

    public static FileReading OfFailure(string path, string kind, string message) =>
        OfFailure(path, new SignatureFailure(kind, message));

    public static FileReading OfInternalError(string path, Exception exception) =>
        OfFailure(path, InternalError, $"{exception.GetType().Name}: {exception.Message}");
}
