using System.Diagnostics.CodeAnalysis;

namespace TypedRtx.OnnxRuntime.Native;

/// <summary>Turns a status into an exception.</summary>
internal static class OrtStatus
{
    /// <summary>Throws when a call failed.</summary>
    /// <param name="api">The functions.</param>
    /// <param name="status">What the call returned.</param>
    /// <param name="doing">What could not be done, as in "could not …".</param>
    public static void ThrowIfFailed(in OrtApi api, nint status, string doing)
    {
        if (status != 0)
        {
            Throw(api, status, doing);
        }
    }

    [DoesNotReturn]
    private static void Throw(in OrtApi api, nint status, string doing)
    {
        OrtError error = OrtError.Take(api, status);
        throw error.Attach(new InferenceException($"ONNX Runtime could not {doing}: {error.Message}"));
    }
}
