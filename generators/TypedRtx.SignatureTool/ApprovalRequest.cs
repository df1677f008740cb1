namespace TypedRtx.SignatureTool;

/// <summary>One model whose signature its users approve.</summary>
/// <param name="Model">The <c>.onnx</c> file.</param>
/// <param name="Approved">The committed signature beside it; rewritten only when it says something else.</param>
internal sealed record ApprovalRequest(string Model, string Approved);
