using System.Globalization;
using TypedRtx.Cuda.Native;

namespace TypedRtx.Cuda;

/// <summary>A block of memory on a GPU. Work under way that uses it is done before the driver gives it to others.</summary>
internal sealed unsafe class DeviceBlock : CudaHandle
{
    private DeviceBlock(CudaContext context, nint pointer)
        : base(context, pointer)
    {
    }

    /// <summary>Allocates a block, and makes the context current.</summary>
    /// <param name="context">The context.</param>
    /// <param name="byteLength">Its size; of 0 there is an address too.</param>
    /// <exception cref="CudaException">There is no such block.</exception>
    public static DeviceBlock Allocate(CudaContext context, long byteLength)
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

        return new DeviceBlock(context, pointer);
    }

    protected override CudaResult Release(nint pointer) => Api.MemFree(pointer);
}
