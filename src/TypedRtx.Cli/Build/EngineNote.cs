using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TypedRtx.Signatures;

namespace TypedRtx.Cli.Build;

/// <summary>A text beside an engine that says what it was built of, so that the next build can leave it alone.</summary>
internal static class EngineNote
{
    /// <summary>What is behind the engine's own name.</summary>
    public const string Extension = ".note";

    /// <summary>What an engine would be built of: model and weights by content, profiles, options, library.</summary>
    public static string Of(EngineJob job, BuildOptions options, string libraryVersion)
    {
        StringBuilder text = new();
        Append(text, "note", "1");
        Append(text, "library", libraryVersion);
        Append(text, "model", HashOf(job.Model.Path));
        foreach (ExternalDataFile file in job.Model.Info.ExternalDataFiles)
        {
            Append(text, SignatureText.Quote(file.Location), HashOf(Path.Combine(job.Model.Folder, file.Location)));
        }

        foreach (OptimizationProfile profile in job.Profiles)
        {
            Append(text, "profile", profile.ToString());
        }

        Append(text, "capabilities", string.Join(' ', options.ComputeCapabilities));
        Append(text, "workspace", options.WorkspaceLimit?.ToString(CultureInfo.InvariantCulture) ?? "");
        return text.ToString();
    }

    /// <summary>Whether an engine is there whole and was built of just that.</summary>
    public static bool IsCurrent(string engine, string note)
    {
        FileInfo file = new(engine);
        string path = engine + Extension;
        return file.Exists && File.Exists(path) && File.ReadAllText(path) == WithLength(note, file.Length);
    }

    /// <summary>Notes what an engine was built of.</summary>
    public static void Write(string engine, string note) => File.WriteAllText(engine + Extension, WithLength(note, new FileInfo(engine).Length));

    private static string WithLength(string note, long length) =>
        string.Create(CultureInfo.InvariantCulture, $"{note}engine {length} bytes\n");

    private static void Append(StringBuilder text, string name, string value) => text.Append(name).Append(' ').Append(value).Append('\n');

    private static string HashOf(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1 << 16);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
