namespace TypedRtx.Backends;

/// <summary>Rows of bytes that are copied from one block to another, all of one length.</summary>
/// <param name="Count">How many rows.</param>
/// <param name="ByteLength">The length of each row in bytes.</param>
/// <param name="SourcePitch">From one row's beginning to the next one's in the source, in bytes.</param>
/// <param name="DestinationPitch">From one row's beginning to the next one's in the destination, in bytes.</param>
public readonly record struct MemoryRows(long Count, long ByteLength, long SourcePitch, long DestinationPitch)
{
    /// <summary>One run of bytes.</summary>
    public static MemoryRows Single(long byteLength) => new(1, byteLength, byteLength, byteLength);
}
