namespace TypedRtx.Benchmarks.Raw;

/// <summary>What ONNX Runtime said.</summary>
internal sealed class RawException(string message) : Exception(message);
