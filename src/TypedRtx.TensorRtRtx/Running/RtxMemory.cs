using System.Globalization;
using TypedRtx.Backends;
using TypedRtx.Cuda;

namespace TypedRtx.TensorRtRtx;

/// <summary>Checks memory that is bound, which the library would not notice, and copies between what it allocates and what is bound.</summary>
internal static unsafe class RtxMemory
{
    /// <summary>What a tensor in a block of memory is bound as.</summary>
    /// <exception cref="ArgumentException">The block is too small, or another device's.</exception>
    public static RtxBound Describe(RtxSession session, RtxTensor tensor, TensorMemory memory, in TensorShape shape)
    {
        ArgumentNullException.ThrowIfNull(memory);
        long byteLength = tensor.ByteLength(shape);
        if (memory.ByteLength < byteLength)
        {
            string message = string.Create(
                CultureInfo.InvariantCulture,
                $"'{tensor.Name}' of shape {shape} takes {byteLength} bytes, and its memory has {memory.ByteLength}.");
            throw new ArgumentException(message, nameof(memory));
        }

        DeviceMemory? device = memory as DeviceMemory;
        CudaDevice own = session.Engine.Cuda.Device;
        if (memory.Kind == MemoryKind.Device
            && (device is null || device.Block.Context.Device.Ordinal != own.Ordinal || device.Block.Context.Library != own.Library))
        {
            throw new ArgumentException($"'{tensor.Name}' is to lie on {own}, and its memory is on another device.", nameof(memory));
        }

        return new RtxBound
        {
            Kind = device is null ? RtxBoundKind.Host : RtxBoundKind.Device,
            Address = memory.Address,
            Shape = shape,
            ByteLength = byteLength,
            Memory = memory,
            Device = device,
        };
    }

    /// <summary>Refuses memory that was disposed since it was bound.</summary>
    /// <exception cref="ObjectDisposedException">It was.</exception>
    public static void RequireAlive(RtxTensor tensor, in RtxBound bound)
    {
        if (bound.Device is { Block.IsClosed: true })
        {
            throw new ObjectDisposedException(tensor.Name, $"The memory of '{tensor.Name}' on the GPU was disposed while it was bound.");
        }
    }

    /// <summary>Copies an output that was allocated in the run to the memory that was bound for it.</summary>
    public static void Copy(RtxOutputBlock block, in RtxBound bound)
    {
        if (bound.ByteLength == 0)
        {
            return;
        }

        switch (block.Memory, bound.Device)
        {
            case (DeviceMemory source, { } target):
                source.CopyTo(target, MemoryRows.Single(bound.ByteLength));
                break;
            case (HostMemory source, { } target):
                target.Write(0, source.Bytes[..checked((int)bound.ByteLength)]);
                break;
            case ({ } source, null):
                source.Read(0, new Span<byte>((void*)bound.Address, checked((int)bound.ByteLength)));
                break;
        }
    }
}
