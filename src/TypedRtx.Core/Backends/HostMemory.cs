using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TypedRtx.Backends;

/// <summary>
/// Memory on the pinned object heap, aligned to 64 bytes. Spans over it keep it alive, so a stale span reads old data and
/// never freed memory.
/// </summary>
/// <remarks>
/// A backend that locks pages derives its own, and unlocks them in <see cref="TensorMemory.Dispose(bool)"/> and in a finalizer,
/// which runs before the block is collected. Unlocked memory stays readable and writable.
/// </remarks>
public class HostMemory : TensorMemory
{
    private const int Alignment = 64;

    private readonly byte[] _block;
    private readonly int _offset;

    /// <summary>Allocates a block of zeros that shares none of its units with anything else.</summary>
    /// <param name="kind"><see cref="MemoryKind.Host"/> or <see cref="MemoryKind.Pinned"/>.</param>
    /// <param name="byteLength">Its size in bytes.</param>
    /// <param name="unit">
    /// A power of two, for example the size of a page: the block begins at a multiple of it, and what follows the block up to the
    /// next multiple is nobody's.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">More than an array holds, which units count against.</exception>
    protected HostMemory(MemoryKind kind, long byteLength, int unit)
        : this(kind, AllocateBlock(byteLength, unit), byteLength, unit)
    {
    }

    private HostMemory(MemoryKind kind, byte[] block, long byteLength, int unit)
        : base(kind, Marshal.UnsafeAddrOfPinnedArrayElement(block, OffsetOf(block, unit)), byteLength)
    {
        _block = block;
        _offset = OffsetOf(block, unit);
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
    public override bool Reaches(TensorMemory destination) => destination is HostMemory;

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
        return new HostMemory(
            MemoryKind.Host, GC.AllocateArray<byte>((int)byteLength + Alignment, pinned: true), byteLength, Alignment);
    }

    // Whole units, and one more, because an array begins anywhere.
    private static byte[] AllocateBlock(long byteLength, int unit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteLength);
        if (!BitOperations.IsPow2(unit))
        {
            throw new ArgumentOutOfRangeException(nameof(unit), unit, "The unit is a power of two.");
        }

        long whole = (byteLength + unit - 1) & -(long)unit;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(whole, Array.MaxLength - unit, nameof(byteLength));
        return GC.AllocateArray<byte>((int)whole + unit, pinned: true);
    }

    private static int OffsetOf(byte[] block, int unit) => (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(block, 0) & (unit - 1));
}
