namespace TypedRtx.OnnxRuntime.Native;

/// <summary>What <c>OrtGetApiBase</c> returns (onnxruntime_c_api.h, <c>struct OrtApiBase</c>).</summary>
internal readonly unsafe struct OrtApiBase
{
    /// <summary>
    /// Gives the table of functions for an API version; null, and a line on stderr, above the library's own.
    /// </summary>
    public readonly delegate* unmanaged<uint, void**> GetApi;

    /// <summary>Gives the library's version, for example <c>1.30.0</c>.</summary>
    public readonly delegate* unmanaged<byte*> GetVersionString;
}
