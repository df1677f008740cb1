namespace TypedRtx.TensorRtRtx;

/// <summary>What a build gave.</summary>
/// <param name="ByteLength">The engine's size in bytes.</param>
/// <param name="Elapsed">How long reading the model and building took.</param>
/// <param name="LibraryVersion">The version of TensorRT for RTX; no other opens the engine.</param>
public sealed record EngineBuildResult(long ByteLength, TimeSpan Elapsed, string LibraryVersion);
