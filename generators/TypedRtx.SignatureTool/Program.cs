namespace TypedRtx.SignatureTool;

/// <summary>
/// <c>dotnet TypedRtx.SignatureTool.dll @requests.txt</c>: skims each model that the file lists. A bad model is not
/// this program's failure (its signature file then says what is wrong); only what keeps it from working at all is.
/// <c>dotnet TypedRtx.SignatureTool.dll approve @requests.txt</c>: writes the approved signature of each.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case [['@', .. var list]]:
                return Run(list, Skim);
            case ["approve", ['@', .. var list]]:
                return Run(list, Approve);
            default:
                Console.Error.WriteLine(
                    "TypedRtx : error TRTX0001: The signature tool takes one argument, @file, a list of models to read; "
                    + "or 'approve' before it, a list of models to approve.");
                return 2;
        }
    }

    private static int Run(string listPath, Func<string[], bool> work)
    {
        try
        {
            return work(File.ReadAllLines(listPath)) ? 0 : 1;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            Report(listPath, "TRTX0001", exception.Message);
            return 1;
        }
    }

    private static bool Skim(string[] lines)
    {
        foreach (SkimRequest request in RequestList.Parse(lines))
        {
            ModelSkim.Run(request);
        }

        return true;
    }

    private static bool Approve(string[] lines)
    {
        bool succeeded = true;
        foreach (ApprovalRequest request in RequestList.ParseApprovals(lines))
        {
            try
            {
                if (ModelApproval.Run(request))
                {
                    string model = Path.GetFileName(request.Model);
                    Console.WriteLine($"{request.Approved} holds the approved signature of {model}.");
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The others are approved all the same, so that one build says all that is to be done.
                Report(request.Approved, "TRTX0305", "The approved signature cannot be written: " + exception.Message);
                succeeded = false;
            }
        }

        return succeeded;
    }

    /// <summary>In the form that MSBuild shows as an error of its own: origin, category, code, text.</summary>
    private static void Report(string origin, string code, string text) =>
        Console.Error.WriteLine($"{origin} : error {code}: {text.ReplaceLineEndings(" ")}");
}
