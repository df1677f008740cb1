using System.Runtime.InteropServices;
using TypedRtx.Backends;

namespace TypedRtx.Tests;

/// <summary>
/// Memory as a device has it: no spans, garbage at first and after it was freed. Kernels of the fake reach it by its address;
/// what the host does with it is counted.
/// </summary>
internal sealed class FakeDeviceMemory : TensorMemory
{
    private const byte Garbage = 0xA5;

    private readonly FakeDevice _device;
    private readonly byte[] _bytes;
    private bool _isFreed;

    private FakeDeviceMemory(FakeDevice device, byte[] bytes)
        : base(MemoryKind.Device, Marshal.UnsafeAddrOfPinnedArrayElement(bytes, 0), bytes.Length)
    {
        _device = device;
        _bytes = bytes;
    }

    public static FakeDeviceMemory Allocate(FakeDevice device, long byteLength)
    {
        byte[] bytes = GC.AllocateArray<byte>(checked((int)byteLength), pinned: true);
        Array.Fill(bytes, Garbage);
        device.Allocated++;
        return new FakeDeviceMemory(device, bytes);
    }

    public override void Read(long offset, Span<byte> destination)
    {
        ThrowIfFreed();
        _device.Reads++;
        _bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);
    }

    public override void Write(long offset, ReadOnlySpan<byte> source)
    {
        ThrowIfFreed();
        _device.Writes++;
        source.CopyTo(_bytes.AsSpan((int)offset));
    }

    public override void Clear()
    {
        ThrowIfFreed();
        Array.Clear(_bytes);
    }

    public override void CopyTo(TensorMemory destination, in MemoryRows rows)
    {
        ThrowIfFreed();
        FakeDeviceMemory target = (FakeDeviceMemory)destination;
        target.ThrowIfFreed();
        if (target == this)
        {
            throw new ArgumentException("A block is not copied to itself.", nameof(destination));
        }

        if (_device.CopyFails)
        {
            throw new InferenceException("The fake copied nothing.");
        }

        _device.CopiesOnDevice++;
        for (long row = 0; row < rows.Count; row++)
        {
            _bytes.AsSpan((int)(row * rows.SourcePitch), (int)rows.ByteLength)
                .CopyTo(target._bytes.AsSpan((int)(row * rows.DestinationPitch)));
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (!_isFreed)
        {
            _isFreed = true;
            _device.Freed++;
            Array.Fill(_bytes, Garbage);
        }
    }

    private void ThrowIfFreed() => ObjectDisposedException.ThrowIf(_isFreed, this);
}
