namespace TypedRtx.Signatures;

/// <summary>A weight of a model whose bytes lie in one piece in a file.</summary>
/// <param name="Name">Its name in the main graph.</param>
/// <param name="Element">Its element type.</param>
/// <param name="Lengths">Its shape.</param>
/// <param name="Location">The file that holds it, as the model names it; empty for the model itself.</param>
/// <param name="Offset">Its first byte in that file.</param>
/// <param name="ByteLength">Its size in bytes.</param>
internal sealed record StoredTensor(string Name, ElementType Element, long[] Lengths, string Location, long Offset, long ByteLength);
