using System.Runtime.InteropServices;
using TypedRtx.Native;

namespace TypedRtx.OnnxRuntime.Native;

/// <summary>A loaded library and its functions. It stays loaded until the process ends.</summary>
internal sealed unsafe class OrtLibrary
{
    private const string EntryPoint = "OrtGetApiBase";

    private readonly OrtApi _api;

    /// <summary>Takes a library that was loaded.</summary>
    /// <param name="location">Where it was found.</param>
    /// <param name="version">Its version.</param>
    /// <param name="table">Its functions for the API version.</param>
    internal OrtLibrary(string location, OrtVersion version, void** table)
    {
        _api = new OrtApi(table, version.ApiVersion);
        Version = version;
        Location = location;
    }

    /// <summary>The functions.</summary>
    public ref readonly OrtApi Api => ref _api;

    /// <summary>The library's version.</summary>
    public OrtVersion Version { get; }

    /// <summary>Where it was found.</summary>
    public string Location { get; }

    /// <summary>Of what it was built and how, as it says itself; tells builds of one version apart.</summary>
    public string Build => Marshal.PtrToStringUTF8((nint)_api.GetBuildInfoString()) ?? "";

    /// <summary>Finds and loads the library.</summary>
    /// <param name="query">Where to look; <see cref="Query"/> makes one.</param>
    /// <param name="search">Every place searched.</param>
    /// <returns>The library, or null when there is none that can be used.</returns>
    public static OrtLibrary? TryLoad(NativeLibraryQuery query, out NativeLibrarySearch search)
    {
        if (!OrtTelemetry.IsWanted)
        {
            OrtTelemetry.SwitchOff();
        }

        search = NativeLibraryProbe.Find(query with { Refuse = Refuse });
        if (!search.IsFound)
        {
            return null;
        }

        OrtApiBase* entry = Entry(search.Handle);
        _ = OrtVersion.TryNegotiate(VersionOf(entry), out OrtVersion version);
        return new OrtLibrary(search.Location!, version, entry->GetApi((uint)version.ApiVersion));
    }

    /// <summary>Where to look for the library.</summary>
    /// <param name="path">The file or folder that the options name; null for none.</param>
    /// <param name="pathOnly">Whether the library may be nowhere else.</param>
    public static NativeLibraryQuery Query(string? path, bool pathOnly) => new("onnxruntime", EntryPoint)
    {
        SoVersion = 1,
        Path = path,
        PathOnly = pathOnly,
        Assembly = typeof(OrtLibrary).Assembly,
    };

    /// <summary>Whether this is the library that a path, a file or a folder, names.</summary>
    public bool IsAt(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, AppContext.BaseDirectory));
        return full == Location || full == Path.GetDirectoryName(Location);
    }

    private static string? Refuse(nint handle)
    {
        OrtApiBase* entry = Entry(handle);
        if (OrtVersion.TryNegotiate(VersionOf(entry), out OrtVersion version) is { } reason)
        {
            return $"loaded, but {reason}";
        }

        return entry->GetApi((uint)version.ApiVersion) is null
            ? $"loaded, but version {version.Text} has no API version {version.ApiVersion}"
            : null;
    }

    private static OrtApiBase* Entry(nint handle) =>
        ((delegate* unmanaged<OrtApiBase*>)NativeLibrary.GetExport(handle, EntryPoint))();

    private static string? VersionOf(OrtApiBase* entry) => Marshal.PtrToStringUTF8((nint)entry->GetVersionString());
}
