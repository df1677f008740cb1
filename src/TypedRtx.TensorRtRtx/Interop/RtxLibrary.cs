using TypedRtx.Native;

namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>TensorRT for RTX and its ONNX parser, loaded, of a version that is known. It stays loaded until the process ends.</summary>
internal sealed unsafe class RtxLibrary
{
    private readonly RtxExports _exports;

    private RtxLibrary(NativeLibrarySearch search, NativeLibrarySearch parser, RtxVersion version)
    {
        Abi = RtxAbi.Of(version);
        Location = search.Location!;
        ParserLocation = parser.Location!;
        _exports = new RtxExports(search.Handle, parser.Handle);
        Logger = new RtxLogger(Abi);
    }

    /// <summary>Where methods are.</summary>
    public RtxAbi Abi { get; }

    /// <summary>The version.</summary>
    public RtxVersion Version => Abi.Version;

    /// <summary>Where the library was found.</summary>
    public string Location { get; }

    /// <summary>Where its parser was found.</summary>
    public string ParserLocation { get; }

    /// <summary>The logger of all that the library makes.</summary>
    public RtxLogger Logger { get; }

    /// <summary>Finds and loads the library and its parser.</summary>
    /// <param name="path">The file or folder that the options name; null for none.</param>
    /// <param name="pathOnly">Whether the library may be nowhere else.</param>
    /// <param name="trace">Every place searched, one a line.</param>
    /// <returns>The library; null when there is none that can be used.</returns>
    public static RtxLibrary? TryLoad(string? path, bool pathOnly, out string trace)
    {
        NativeLibrarySearch search = NativeLibraryProbe.Find(Query("tensorrt_rtx", RtxExports.EntryPoint, path, pathOnly) with
        {
            Refuse = handle => RtxExports.VersionOf(handle) is { } version
                ? version.Refusal is { } refusal ? $"loaded, but {refusal}" : null
                : "loaded, but it does not say its version",
        });
        trace = search.Trace;
        if (!search.IsFound)
        {
            return null;
        }

        // The parser belongs to the library: beside it, or where the system's loader finds both.
        string? beside = Path.IsPathFullyQualified(search.Location!) ? Path.GetDirectoryName(search.Location) : path;
        NativeLibrarySearch parser = NativeLibraryProbe.Find(
            Query("tensorrt_onnxparser_rtx", RtxExports.ParserEntryPoint, beside, pathOnly: false));
        trace = $"{trace}\n{parser.Trace}";
        return parser.IsFound ? Checked(search, parser, ref trace) : null;
    }

    /// <summary>Makes a builder.</summary>
    /// <exception cref="BackendUnavailableException">The library makes none.</exception>
    public RtxHandle CreateBuilder() => Own(_exports.CreateBuilder(Logger.Address, Version.Number), "builder");

    /// <summary>Makes a runtime.</summary>
    /// <exception cref="BackendUnavailableException">The library makes none.</exception>
    public RtxHandle CreateRuntime() => Own(_exports.CreateRuntime(Logger.Address, Version.Number), "runtime");

    /// <summary>Makes a parser that fills a network.</summary>
    /// <exception cref="BackendUnavailableException">The library makes none.</exception>
    public RtxHandle CreateParser(RtxHandle network)
    {
        nint parser = _exports.CreateParser(network.Pointer, Logger.Address, _exports.GetParserVersion());
        return parser != 0 ? RtxHandle.OfParser(Abi, parser, network) : throw None("ONNX parser");
    }

    private static NativeLibraryQuery Query(string name, string symbol, string? path, bool pathOnly) => new(name, symbol)
    {
        SoVersion = 1,
        Path = path,
        PathOnly = pathOnly,
        Assembly = typeof(RtxLibrary).Assembly,
    };

    private static RtxLibrary? Checked(NativeLibrarySearch search, NativeLibrarySearch parser, ref string trace)
    {
        RtxLibrary library = new(search, parser, RtxExports.VersionOf(search.Handle)!.Value);
        if (RtxSelfTest.Run(library) is not { } problem)
        {
            return library;
        }

        trace = $"{trace}\n  {search.Location}: version {library.Version} does not have the interface of its headers: {problem}";
        return null;
    }

    private RtxHandle Own(nint pointer, string what) => pointer != 0 ? new RtxHandle(Abi, pointer) : throw None(what);

    private BackendUnavailableException None(string what) =>
        new($"TensorRT for RTX {Version} from {Location} makes no {what}; its log says why, see ModelOptions.Logger.");
}
