namespace TypedRtx.Signatures;

/// <summary>What a model file says about itself, its weights left aside.</summary>
/// <param name="Signature">Inputs, outputs and operator sets.</param>
/// <param name="IrVersion">The version of the file format.</param>
/// <param name="ProducerName">The program that wrote the file; empty when it does not say.</param>
/// <param name="ExternalDataFiles">
/// The files that hold weights, each once, in the order in which the model names them. They do not leave the model's
/// folder by their spelling; what lies there is not looked at.
/// </param>
/// <param name="Metadata">The metadata entries in file order.</param>
public sealed record OnnxModelInfo(
    ModelSignature Signature,
    long IrVersion,
    string ProducerName,
    EquatableArray<ExternalDataFile> ExternalDataFiles,
    EquatableArray<ModelMetadata> Metadata);
