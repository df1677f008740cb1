using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;

namespace TypedRtx.Native;

/// <summary>Finds and loads a native library, and remembers every place where it looked.</summary>
/// <remarks>
/// In this order: what the user named; the program's folder, where a build that the user put there wins over the
/// packaged one; <c>runtimes/RID/native</c> below it; the folders that the host passes on; the folder of the asking
/// assembly; the system's loader by name. Files are loaded by absolute path. Nothing is read from the environment,
/// except by the system's loader itself.
/// </remarks>
public static class NativeLibraryProbe
{
    /// <summary>Searches; what was found is loaded. Never throws for a library that is missing or broken.</summary>
    public static NativeLibrarySearch Find(NativeLibraryQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        NativeFileNames names = NativeFileNames.For(query.Name, query.SoVersion);
        List<NativeLibraryAttempt> attempts = [];
        foreach (string file in Files(query, names, attempts))
        {
            if (TryLoad(file, () => NativeLibrary.Load(file), query, attempts, out nint handle))
            {
                return new NativeLibrarySearch(handle, file, attempts);
            }
        }

        if (query.AskSystem && !(query.PathOnly && query.Path is not null))
        {
            foreach (string name in new[] { names.Plain, names.SoName }.OfType<string>())
            {
                string place = $"{name}, by the system's loader";
                if (TryLoad(place, () => LoadByName(name), query, attempts, out nint handle))
                {
                    return new NativeLibrarySearch(handle, $"{name} (found by the system's loader)", attempts);
                }
            }
        }

        return new NativeLibrarySearch(0, null, attempts);
    }

    private static IEnumerable<string> Files(
        NativeLibraryQuery query,
        NativeFileNames names,
        List<NativeLibraryAttempt> attempts)
    {
        HashSet<string> searched = [];
        if (query.Path is { Length: > 0 } named)
        {
            string path = Path.GetFullPath(named, query.ProgramFolder);
            if (Directory.Exists(path))
            {
                foreach (string file in In(path))
                {
                    yield return file;
                }
            }
            else if (File.Exists(path))
            {
                yield return path;
            }
            else
            {
                attempts.Add(new(path, "no such file or folder, though the options name it"));
            }
        }

        if (query.PathOnly && query.Path is not null)
        {
            yield break;
        }

        foreach (string folder in Folders(query))
        {
            foreach (string file in In(folder))
            {
                yield return file;
            }
        }

        IEnumerable<string> In(string folder) => searched.Add(folder) ? InFolder(folder, names, attempts) : [];
    }

    private static IEnumerable<string> Folders(NativeLibraryQuery query)
    {
        IEnumerable<string> host = (query.HostFolders ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(Path.IsPathFullyQualified);
        string? assembly = FolderOf(query.Assembly);
        return WithRuntimes(query.ProgramFolder)
            .Concat(host)
            .Concat(assembly is null ? [] : WithRuntimes(assembly))
            .Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
    }

    private static IEnumerable<string> WithRuntimes(string folder)
    {
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        string portable = $"{system}-{RuntimeInformation.ProcessArchitecture}".ToLowerInvariant();
        string[] runtimes = [RuntimeInformation.RuntimeIdentifier, portable];
        return [folder, .. runtimes.Distinct().Select(runtime => Path.Combine(folder, "runtimes", runtime, "native"))];
    }

    private static string[] InFolder(string folder, NativeFileNames names, List<NativeLibraryAttempt> attempts)
    {
        string[] files;
        try
        {
            files = Directory.GetFiles(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            attempts.Add(new(folder, error is DirectoryNotFoundException ? "no such folder" : error.Message));
            return [];
        }

        IEnumerable<string> present = files.Select(file => Path.GetFileName(file));
        string[] chosen = [.. names.Choose(present).Select(file => Path.Combine(folder, file))];
        if (chosen.Length == 0)
        {
            attempts.Add(new(folder, $"no file named {names.Description}"));
        }

        return chosen;
    }

    private static bool TryLoad(
        string place,
        Func<nint> load,
        NativeLibraryQuery query,
        List<NativeLibraryAttempt> attempts,
        out nint handle)
    {
        handle = 0;
        try
        {
            handle = load();
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            attempts.Add(new(place, $"not loaded: {LoaderText(error.Message)}"));
            return false;
        }

        string? refusal = NativeLibrary.TryGetExport(handle, query.Symbol, out _)
            ? query.Refuse?.Invoke(handle)
            : $"loaded, but it does not export {query.Symbol}";
        attempts.Add(new(place, refusal ?? "loaded"));
        if (refusal is null)
        {
            return true;
        }

        NativeLibrary.Free(handle);
        handle = 0;
        return false;
    }

    // On Windows without the current folder and PATH, where anyone may have put a file.
    private static nint LoadByName(string name) => OperatingSystem.IsWindows()
        ? NativeLibrary.Load(name, typeof(NativeLibraryProbe).Assembly, DllImportSearchPath.SafeDirectories)
        : NativeLibrary.Load(name);

    // The runtime's message is advice first and the loader's own words last.
    private static string LoaderText(string message)
    {
        string text = message.Trim();
        return text[(text.LastIndexOf('\n') + 1)..].TrimStart();
    }

    [UnconditionalSuppressMessage(
        "SingleFile",
        "IL3000:Avoid accessing Assembly file path when publishing as a single file",
        Justification = "Empty in a single file and under NativeAOT, where the program's folder is searched anyway.")]
    private static string? FolderOf(Assembly? assembly) =>
        assembly?.Location is { Length: > 0 } location ? Path.GetDirectoryName(location) : null;
}
