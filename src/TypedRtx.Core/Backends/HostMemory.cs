using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TypedRtx.Backends;

/// <summary>
/// Memory on the pinned object heap, aligned to 64 bytes. Spans over it keep it alive, so a stale span reads old data and
/// never freed memory.
/// </summary>
public sealed class HostMemory : TensorMemory
{
    private const int Alignment = 64;

    private readonly byte[] _block;
    private readonly int _offset;

    private HostMemory(byte[] block, int offset, long byteLength)
        : base(MemoryKind.Host, Marshal.UnsafeAddrOfPinnedArrayElement(block, offset), byteLength)
    {
        _block = block;
        _offset = offset;
    }

    /// <summary>The size of the largest block in bytes: what an array holds, less what aligning it takes.</summary>
    public static int MaxByteLength => Array.MaxLength - Alignment;

    /// <summary>The whole block.</summary>
    public Span<byte> Bytes => _block.AsSpan(_offset, (int)ByteLength);

    /// <inheritdoc />
    public override void Read(long offset, Span<byte> destination) =>
        Bytes.Slice(checked((int)offset), destination.Length).CopyTo(destination);

    /// <inheritdoc />
    public override void Write(long offset, ReadOnlySpan<byte> source) => source.CopyTo(Bytes[checked((int)offset)..]);

    /// <inheritdoc />
    public override void Clear() => Bytes.Clear();

    /// <inheritdoc />
    public override void CopyTo(TensorMemory destination, in MemoryRows rows)
    {
        ArgumentNullException.ThrowIfNull(destination);
        HostMemory target = destination as HostMemory
            ?? throw new ArgumentException($"Host memory is copied to host memory, not to {destination.Kind}.", nameof(destination));
        for (long row = 0; row < rows.Count; row++)
        {
            Bytes.Slice(checked((int)(row * rows.SourcePitch)), checked((int)rows.ByteLength))
                .CopyTo(target.Bytes[checked((int)(row * rows.DestinationPitch))..]);
        }
    }

    /// <summary>The first elements of the block.</summary>
    internal Span<T> Elements<T>(int length) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetReference(Bytes)), length);

    /// <summary>The whole block, to be kept.</summary>
    internal Memory<byte> AsMemory() => _block.AsMemory(_offset, (int)ByteLength);

    /// <summary>Allocates a block of zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="MaxByteLength"/> bytes.</exception>
    public static HostMemory Allocate(long byteLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(byteLength, MaxByteLength);
        byte[] block = GC.AllocateArray<byte>((int)byteLength + Alignment, pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(block, 0);
        return new HostMemory(block, (int)(-address & (Alignment - 1)), byteLength);
    }
}
