namespace TypedRtx.Signatures;

/// <summary>One metadata entry of a model.</summary>
/// <param name="Key">The key; nothing keeps a file from using one twice.</param>
/// <param name="Value">The value.</param>
public readonly record struct ModelMetadata(string Key, string Value);
