namespace TypedRtx.NativeAssets;

/// <summary>Something to tell the person who builds; no stack trace would help them.</summary>
internal sealed class FetchException(string message, Exception? inner = null) : Exception(message, inner);
