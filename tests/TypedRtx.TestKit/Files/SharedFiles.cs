using System.Formats.Tar;
using System.IO.Compression;
using Xunit;

namespace TypedRtx.TestKit;

/// <summary>Finds the optional <c>shared</c> folder of models and native libraries beside the repository.</summary>
/// <remarks>
/// Enumerations are empty where the folder is absent; a theory over them needs <c>SkipTestWithoutData = true</c>.
/// </remarks>
public static class SharedFiles
{
    private static readonly Lazy<string?> LazyRoot = new(FindRoot);
    private static readonly Lazy<TempFolder?> LazyConformance = new(() => Extract("onnx-conformance/cases.tar.gz"));
    private static readonly Lazy<TempFolder?> LazyBadModels = new(() => Extract("bad-models/cases.tar.gz"));

    /// <summary>The folder; null when there is none.</summary>
    public static string? Root => LazyRoot.Value;

    /// <summary>The full path of a shared file or folder; skips the test, with the reason, when it is absent.</summary>
    public static string Require(string relativePath)
    {
        if (Root is null)
        {
            Assert.Skip($"Needs {relativePath} of the shared folder, which is not beside the repository.");
        }

        string path = Path.Combine(Root, relativePath);
        if (!Path.Exists(path))
        {
            Assert.Skip($"Needs {relativePath}, which the shared folder does not hold.");
        }

        return path;
    }

    /// <summary>The small trained models, each with test vectors, in order of their names.</summary>
    public static IReadOnlyList<ModelCase> Models() => FindCases(Under("models"), "*.onnx", "");

    /// <summary>The full paths of the real architectures, in order of their names.</summary>
    public static IReadOnlyList<string> Architectures() => FindFiles(Under("architectures"));

    /// <summary>The cases of the ONNX project's own tests, unpacked once per process.</summary>
    public static IReadOnlyList<ModelCase> ConformanceCases() =>
    [
        .. Folders(LazyConformance.Value?.Path)
            .SelectMany(suite => FindCases(suite, "model.onnx", Path.GetFileName(suite) + "/")),
    ];

    /// <summary>The full paths of the hostile or broken models, unpacked once per process.</summary>
    public static IReadOnlyList<string> BadModels() => FindFiles(LazyBadModels.Value?.Path);

    /// <summary>Deletes what was unpacked; for the end of a run, where thousands of files would hold up the process's exit.</summary>
    public static void DeleteExtracted()
    {
        foreach (Lazy<TempFolder?> extracted in (Lazy<TempFolder?>[])[LazyConformance, LazyBadModels])
        {
            if (extracted.IsValueCreated)
            {
                extracted.Value?.Dispose();
            }
        }
    }

    private static string? FindRoot()
    {
        string path = Path.Combine(RepositoryFiles.Root, "..", "shared");
        return Directory.Exists(path) ? Path.GetFullPath(path) : null;
    }

    private static string? Under(string name) => Root is null ? null : Path.Combine(Root, name);

    private static IReadOnlyList<ModelCase> FindCases(string? folder, string pattern, string prefix) =>
    [
        .. Folders(folder).SelectMany(path => Directory.GetFiles(path, pattern)
            .Select(model => new ModelCase(prefix + Path.GetFileName(path), model))),
    ];

    private static string[] Folders(string? path) =>
        Directory.Exists(path) ? [.. Directory.GetDirectories(path).Order(StringComparer.Ordinal)] : [];

    private static string[] FindFiles(string? path) => Directory.Exists(path)
        ? [.. Directory.GetFiles(path, "*.onnx", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
        : [];

    private static TempFolder? Extract(string archive)
    {
        string? path = Under(archive);
        if (!File.Exists(path))
        {
            return null;
        }

        TempFolder folder = new();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        using FileStream file = File.OpenRead(path);
        using GZipStream unzipped = new(file, CompressionMode.Decompress);
        TarFile.ExtractToDirectory(unzipped, folder.Path, overwriteFiles: false);
        return folder;
    }
}
