using System.Globalization;
using TypedRtx.Cuda.Native;

namespace TypedRtx.Cuda;

/// <summary>A block of memory on a GPU. Work under way that uses it is done before the driver gives it to others.</summary>
internal sealed unsafe class DeviceBlock : CudaHandle
{
    private readonly CudaStream? _stream;

    private DeviceBlock(CudaContext context, nint pointer, long byteLength, CudaStream? stream)
        : base(context, pointer)
    {
        ByteLength = byteLength;
        bool added = false;
        stream?.DangerousAddRef(ref added);
        _stream = stream;
    }

    /// <summary>Its size in bytes, as it was asked for.</summary>
    public long ByteLength { get; }

    /// <summary>Allocates a block, and makes the context current.</summary>
    /// <param name="context">The context.</param>
    /// <param name="byteLength">Its size; of 0 there is an address too.</param>
    /// <param name="stream">A stream that lives as long as the block; null for none.</param>
    /// <exception cref="CudaException">There is no such block.</exception>
    public static DeviceBlock Allocate(CudaContext context, long byteLength, CudaStream? stream = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteLength);
        context.MakeCurrent();
        nint pointer;
        CudaResult result = context.Library.Api.MemAlloc(&pointer, (nuint)Math.Max(1, byteLength));
        if (result != CudaResult.Success)
        {
            throw CudaErrors.Error(
                context.Library,
                result,
                string.Create(CultureInfo.InvariantCulture, $"allocate {byteLength} bytes on {context.Device}"));
        }

        return new DeviceBlock(context, pointer, byteLength, stream);
    }

    protected override bool ReleaseHandle()
    {
        bool released = base.ReleaseHandle();
        _stream?.DangerousRelease();
        return released;
    }

    protected override CudaResult Release(nint pointer) => Api.MemFree(pointer);
}
