namespace TypedRtx.Caching;

/// <summary>
/// The folders of a cache: <c>root/v1/model</c>, and <c>root/v1/quarantine</c>. Made for their owner alone, and looked at anew each
/// time, because they may vanish or change hands while a program runs.
/// </summary>
internal sealed class CacheFolders(string root, CacheLog log)
{
    private const string QuarantineName = "quarantine";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly string VersionName = $"v{CacheHeader.Version}";

    /// <summary>The folder of a model; null when there is none to be used.</summary>
    public string? Find(string model) => Walk([VersionName, model], creates: false);

    /// <summary>The folder that those of all models are in; null when there is none to be used.</summary>
    public string? FindVersion() => Walk([VersionName], creates: false);

    /// <summary>The folder of a model, made where it is missing; null when it may not be used.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be made.</exception>
    public string? Make(string model) => Walk([VersionName, model], creates: true);

    /// <summary>The folder of entries that were put aside; null when there is none.</summary>
    public string? FindQuarantine() => Walk([VersionName, QuarantineName], creates: false);

    /// <summary>The folder for entries that were put aside; exceptions as <see cref="Make"/>.</summary>
    public string? MakeQuarantine() => Walk([VersionName, QuarantineName], creates: true);

    private string? Walk(ReadOnlySpan<string> names, bool creates)
    {
        // The root may be a link of the user's, to a larger disk; nothing below it may.
        string? path = Step(root, creates) ? root : null;
        if (path is null)
        {
            return null;
        }

        if (Directory.ResolveLinkTarget(path, returnFinalTarget: true) is { } target)
        {
            path = target.FullName;
        }

        if (!IsTrusted(path))
        {
            return null;
        }

        foreach (string name in names)
        {
            path = Path.Combine(path, name);
            if (!Step(path, creates) || !IsTrusted(path))
            {
                return null;
            }
        }

        return path;
    }

    private static bool Step(string path, bool creates)
    {
        if (Directory.Exists(path))
        {
            return true;
        }

        if (creates && OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else if (creates)
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }

        return creates;
    }

    private bool IsTrusted(string folder)
    {
        string? refusal = CacheTrust.RefusalOfFolder(folder);
        if (refusal is not null)
        {
            log.WarnOnce(folder, $"the folder '{folder}' is not used: {refusal}.");
        }

        return refusal is null;
    }
}
