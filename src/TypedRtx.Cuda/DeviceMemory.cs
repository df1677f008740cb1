using TypedRtx.Backends;
using TypedRtx.Cuda.Native;

namespace TypedRtx.Cuda;

/// <summary>
/// Tensor memory on a GPU. Copies go through a stream that blocks may share, and are done when the methods return.
/// </summary>
internal sealed unsafe class DeviceMemory : TensorMemory
{
    private readonly CudaStream _stream;

    private DeviceMemory(DeviceBlock block, CudaStream stream, long byteLength)
        : base(MemoryKind.Device, block.Pointer, byteLength)
    {
        Block = block;
        _stream = stream;
    }

    /// <summary>The block; what runs on it after the memory was disposed keeps a reference.</summary>
    public DeviceBlock Block { get; }

    /// <summary>Allocates memory, whose content is anything.</summary>
    /// <param name="stream">What copies go through; it lives as long as the memory.</param>
    /// <param name="byteLength">The size in bytes.</param>
    /// <exception cref="CudaException">There is not as much.</exception>
    public static DeviceMemory Allocate(CudaStream stream, long byteLength) =>
        new(DeviceBlock.Allocate(stream.Context, byteLength, stream), stream, byteLength);

    /// <inheritdoc />
    public override void Read(long offset, Span<byte> destination)
    {
        RequireInside(offset, destination.Length);
        using Use use = new(this);
        fixed (byte* first = destination)
        {
            if (destination.Length > 0)
            {
                _stream.Download(first, Address + (nint)offset, destination.Length);
                _stream.Synchronize();
            }
        }
    }

    /// <inheritdoc />
    public override void Write(long offset, ReadOnlySpan<byte> source)
    {
        RequireInside(offset, source.Length);
        using Use use = new(this);
        fixed (byte* first = source)
        {
            if (source.Length > 0)
            {
                _stream.Upload(Address + (nint)offset, first, source.Length);
                _stream.Synchronize();
            }
        }
    }

    /// <inheritdoc />
    public override void Clear()
    {
        using Use use = new(this);
        if (ByteLength > 0)
        {
            _stream.Clear(Address, ByteLength);
            _stream.Synchronize();
        }
    }

    /// <inheritdoc />
    public override bool Reaches(TensorMemory destination) =>
        destination is DeviceMemory memory && memory.Block.Context.Device.Ordinal == Block.Context.Device.Ordinal;

    /// <inheritdoc />
    public override void CopyTo(TensorMemory destination, in MemoryRows rows)
    {
        ArgumentNullException.ThrowIfNull(destination);
        DeviceMemory target = destination as DeviceMemory
            ?? throw new ArgumentException($"Device memory is copied to device memory, not to {destination.Kind}.", nameof(destination));
        if (rows.Count <= 0 || rows.ByteLength <= 0)
        {
            return;
        }

        long last = rows.Count - 1;
        RequireInside(0, checked((last * rows.SourcePitch) + rows.ByteLength));
        target.RequireInside(0, checked((last * rows.DestinationPitch) + rows.ByteLength));
        using Use use = new(this);
        using Use targetUse = new(target);
        Queue(target, rows);
        _stream.Synchronize();
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        // Forgotten memory is freed by the block's own finalizer.
        if (disposing)
        {
            Block.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Queue(DeviceMemory target, in MemoryRows rows)
    {
        bool isDense = rows.SourcePitch == rows.ByteLength && rows.DestinationPitch == rows.ByteLength;
        if (isDense || rows.Count == 1)
        {
            _stream.Copy(target.Address, Address, checked(rows.Count * rows.ByteLength));
        }
        else if (Is2D(rows.SourcePitch, rows) && Is2D(rows.DestinationPitch, rows))
        {
            _stream.CopyRows(new CudaCopy2D
            {
                SourceType = CudaCopy2D.Device,
                SourceDevice = Address,
                SourcePitch = (nuint)rows.SourcePitch,
                DestinationType = CudaCopy2D.Device,
                DestinationDevice = target.Address,
                DestinationPitch = (nuint)rows.DestinationPitch,
                Width = (nuint)rows.ByteLength,
                Height = (nuint)rows.Count,
            });
        }
        else
        {
            for (long row = 0; row < rows.Count; row++)
            {
                _stream.Copy(
                    target.Address + (nint)(row * rows.DestinationPitch), Address + (nint)(row * rows.SourcePitch), rows.ByteLength);
            }
        }
    }

    // The driver takes pitches below 2 GiB that rows do not overlap in.
    private static bool Is2D(long pitch, in MemoryRows rows) => pitch >= rows.ByteLength && pitch <= int.MaxValue;

    private void RequireInside(long offset, long byteLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(byteLength, ByteLength - offset);
    }

    /// <summary>Keeps a block for the time of a copy, with its context current.</summary>
    private readonly ref struct Use
    {
        private readonly DeviceMemory _memory;

        public Use(DeviceMemory memory)
        {
            bool added = false;
            memory.Block.Context.MakeCurrent();
            memory.Block.DangerousAddRef(ref added);
            _memory = memory;
        }

        public void Dispose() => _memory.Block.DangerousRelease();
    }
}
