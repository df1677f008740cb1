namespace TypedRtx.Cli.Build;

/// <summary>Says what is not built and what failed: as sentences, or in the form that MSBuild shows as warnings and errors of its own.</summary>
internal sealed class BuildReport(Terminal terminal, bool forMSBuild)
{
    /// <summary>The diagnostic for a library that is missing.</summary>
    private const string NoLibraryId = "TRTX0206";

    /// <summary>The diagnostic for an engine that cannot be built.</summary>
    private const string FailedId = "TRTX0207";

    /// <summary>The diagnostic for a model that no engine is built of.</summary>
    private const string SkippedId = "TRTX0208";

    /// <summary>Says why no engine is built of a model.</summary>
    public void Skipped(SkippedModel skipped)
    {
        if (forMSBuild && !skipped.IsMeant)
        {
            Write(skipped.Path, "warning", SkippedId, $"No engine is built of {skipped.Name}: {skipped.Reason}.");
        }
        else
        {
            terminal.Line($"{skipped.Name}: skipped, {skipped.Reason}.");
        }
    }

    /// <summary>Says why a build failed.</summary>
    /// <param name="origin">The model, or the program.</param>
    /// <param name="message">What is wrong.</param>
    public void Failed(string origin, string message)
    {
        if (forMSBuild)
        {
            Write(origin, "error", FailedId, message);
        }
        else
        {
            terminal.Error(message);
        }
    }

    /// <summary>Says that the library is missing, and where it was looked for.</summary>
    public void NoLibrary(string message)
    {
        if (forMSBuild)
        {
            Write(
                "TypedRtx",
                "error",
                NoLibraryId,
                "TypedRtxBuildEngines is on, and there is no library to build engines with; the property TypedRtxNativeLibraryPath names "
                + $"its folder. {message}");
        }
        else
        {
            terminal.Error($"{message}\nHere, --library names its folder.");
        }
    }

    private void Write(string origin, string category, string id, string message) =>
        terminal.Error($"{origin} : {category} {id}: {message.ReplaceLineEndings(" ")}");
}
