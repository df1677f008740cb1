namespace TypedRtx.SignatureTool;

/// <summary>
/// The files that the targets hand over, as <see cref="KeywordLines"/>. To skim, four lines a model:
/// <code>
/// model /home/me/My models/digits.onnx
/// signature obj/Debug/net10.0/onnx/digits.onnxsig
/// stamp obj/Debug/net10.0/onnx/digits.stamp
/// external obj/Debug/net10.0/onnx/digits.external
/// </code>
/// To approve, two:
/// <code>
/// model /home/me/My models/digits.onnx
/// approved /home/me/My models/digits.onnxsig
/// </code>
/// </summary>
internal static class RequestList
{
    private static readonly string[] SkimKeywords = ["model", "signature", "stamp", "external"];
    private static readonly string[] ApprovalKeywords = ["model", "approved"];

    public static IReadOnlyList<SkimRequest> Parse(IReadOnlyList<string> lines) =>
    [
        .. KeywordLines.Parse(lines, SkimKeywords)
            .Select(paths => new SkimRequest(paths[0], paths[1], paths[2], paths[3])),
    ];

    public static IReadOnlyList<ApprovalRequest> ParseApprovals(IReadOnlyList<string> lines) =>
        [.. KeywordLines.Parse(lines, ApprovalKeywords).Select(paths => new ApprovalRequest(paths[0], paths[1]))];
}
