namespace TypedRtx.SignatureTool;

/// <summary>One model to read and the three files to write about it below the <c>obj</c> folder.</summary>
/// <param name="Model">The <c>.onnx</c> file.</param>
/// <param name="Signature">Its signature, or the reason why there is none; rewritten only when different.</param>
/// <param name="Stamp">An empty file whose time says when the model was read last.</param>
/// <param name="ExternalList">The model's external data files, one a line, relative to its folder.</param>
internal sealed record SkimRequest(string Model, string Signature, string Stamp, string ExternalList);
