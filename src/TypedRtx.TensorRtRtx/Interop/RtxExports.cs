using System.Runtime.InteropServices;

namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>The C functions of the library and of its ONNX parser.</summary>
internal readonly unsafe struct RtxExports
{
    /// <summary>The function that tells the library from others of its name.</summary>
    public const string EntryPoint = "createInferBuilder_INTERNAL";

    /// <summary>The function that tells the parser from others of its name.</summary>
    public const string ParserEntryPoint = "createNvOnnxParser_INTERNAL";

    /// <summary>Fetches the functions.</summary>
    public RtxExports(nint library, nint parser)
    {
        CreateBuilder = (delegate* unmanaged<nint, int, nint>)NativeLibrary.GetExport(library, EntryPoint);
        CreateRuntime = (delegate* unmanaged<nint, int, nint>)NativeLibrary.GetExport(library, "createInferRuntime_INTERNAL");
        CreateParser = (delegate* unmanaged<nint, nint, int, nint>)NativeLibrary.GetExport(parser, ParserEntryPoint);
        GetParserVersion = (delegate* unmanaged<int>)NativeLibrary.GetExport(parser, "getNvOnnxParserVersion");
    }

    /// <summary>Makes a builder of a logger and a version.</summary>
    public readonly delegate* unmanaged<nint, int, nint> CreateBuilder;

    /// <summary>Makes a runtime of a logger and a version.</summary>
    public readonly delegate* unmanaged<nint, int, nint> CreateRuntime;

    /// <summary>Makes a parser of a network, a logger and a version.</summary>
    public readonly delegate* unmanaged<nint, nint, int, nint> CreateParser;

    /// <summary>The parser's version.</summary>
    public readonly delegate* unmanaged<int> GetParserVersion;

    /// <summary>The version of a library; null when it does not say.</summary>
    public static RtxVersion? VersionOf(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "getInferLibVersion", out nint number))
        {
            return null;
        }

        int build = NativeLibrary.TryGetExport(library, "getInferLibBuildVersion", out nint function)
            ? ((delegate* unmanaged<int>)function)()
            : 0;
        return new RtxVersion(((delegate* unmanaged<int>)number)(), build);
    }
}
