namespace TypedRtx.SignatureTool;

/// <summary>
/// <c>dotnet TypedRtx.SignatureTool.dll @requests.txt</c>: skims each model that the file lists. A bad model is not
/// this program's failure (its signature file then says what is wrong); only what keeps it from working at all is.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is not [['@', .. var listPath]])
        {
            Console.Error.WriteLine(
                "TypedRtx : error TRTX0001: The signature tool takes one argument, @file, a list of models to read.");
            return 2;
        }

        try
        {
            foreach (SkimRequest request in RequestList.Parse(File.ReadAllLines(listPath)))
            {
                ModelSkim.Run(request);
            }

            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            // The form that MSBuild shows as an error of its own: origin, category, code, text.
            string text = exception.Message.ReplaceLineEndings(" ");
            Console.Error.WriteLine($"{listPath} : error TRTX0001: {text}");
            return 1;
        }
    }
}
