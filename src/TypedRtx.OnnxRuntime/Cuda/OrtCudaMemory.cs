using TypedRtx.Backends;
using TypedRtx.Cuda;
using TypedRtx.OnnxRuntime.Native;

namespace TypedRtx.OnnxRuntime;

/// <summary>Memory of a GPU as the library sees it.</summary>
internal static unsafe class OrtCudaMemory
{
    private const int Arena = 1;
    private const int DefaultType = 0;

    /// <summary>Describes a GPU's memory to the library.</summary>
    public static OrtHandle Describe(OrtEnvironment environment, CudaDevice device)
    {
        ref readonly OrtApi api = ref environment.Library.Api;
        nint pointer;
        fixed (byte* name = "Cuda"u8)
        {
            OrtStatus.ThrowIfFailed(api, api.CreateMemoryInfo(name, Arena, device.Index, DefaultType, &pointer), "describe the GPU's memory");
        }

        return new OrtHandle(pointer, api.ReleaseMemoryInfo, environment.Handle);
    }

    /// <summary>The memory as a GPU's that is bound in place; null for memory of the host.</summary>
    /// <exception cref="ArgumentException">It is too small, or another device's.</exception>
    public static DeviceMemory? Require(OrtCudaSession session, OrtTensorInfo info, TensorMemory memory, in TensorShape shape)
    {
        ArgumentNullException.ThrowIfNull(memory);
        OrtTensors.RequireBytes(info, memory, shape);
        DeviceMemory? device = memory as DeviceMemory;
        CudaDevice own = session.Cuda.Device;
        if (memory.Kind == MemoryKind.Device && (device is null || device.Block.Context.Device.Ordinal != own.Ordinal))
        {
            throw new ArgumentException($"'{info.Name}' is to lie on {own}, and its memory is on another device.", nameof(memory));
        }

        return device;
    }
}
