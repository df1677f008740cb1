using System.Runtime.InteropServices;

namespace TypedRtx.Runtime;

/// <summary>Streams over memory, without a copy where it is an array.</summary>
internal static class MemoryStreams
{
    public static Stream Over(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
}
