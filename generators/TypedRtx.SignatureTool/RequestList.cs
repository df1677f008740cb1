namespace TypedRtx.SignatureTool;

/// <summary>
/// The file that the targets hand over: four lines a model, each a keyword, one blank and a path up to the end of the
/// line. So a path may hold anything but a line break, with nothing to quote or escape.
/// <code>
/// model /home/me/My models/digits.onnx
/// signature obj/Debug/net10.0/onnx/digits.onnxsig
/// stamp obj/Debug/net10.0/onnx/digits.stamp
/// external obj/Debug/net10.0/onnx/digits.external
/// </code>
/// </summary>
internal static class RequestList
{
    private static readonly string[] Keywords = ["model", "signature", "stamp", "external"];

    public static IReadOnlyList<SkimRequest> Parse(IReadOnlyList<string> lines)
    {
        List<SkimRequest> requests = [];
        string[] paths = new string[Keywords.Length];
        int filled = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].Length == 0)
            {
                continue;
            }

            string expected = Keywords[filled];
            paths[filled] = lines[i].StartsWith(expected + " ", StringComparison.Ordinal)
                ? lines[i][(expected.Length + 1)..]
                : throw new FormatException($"Line {i + 1}: expected '{expected} PATH', found '{lines[i]}'.");
            if (++filled == Keywords.Length)
            {
                requests.Add(new SkimRequest(paths[0], paths[1], paths[2], paths[3]));
                filled = 0;
            }
        }

        return filled == 0
            ? requests
            : throw new FormatException($"The list ends where '{Keywords[filled]} PATH' was expected.");
    }
}
