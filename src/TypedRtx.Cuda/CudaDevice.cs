using System.Globalization;
using System.Runtime.InteropServices;
using TypedRtx.Cuda.Native;

namespace TypedRtx.Cuda;

/// <summary>What the driver says of a GPU. Holds nothing of it; <see cref="CudaContext.Retain"/> does.</summary>
internal sealed unsafe class CudaDevice
{
    private const int MaxNameLength = 256;
    private const int UuidLength = 16;

    private CudaDevice(CudaLibrary library, int index, int ordinal)
    {
        Library = library;
        Index = index;
        Ordinal = ordinal;
    }

    /// <summary>The driver.</summary>
    public CudaLibrary Library { get; }

    /// <summary>The GPU's number, from 0, in the driver's order.</summary>
    public int Index { get; }

    /// <summary>What the driver's functions call it.</summary>
    public int Ordinal { get; }

    /// <summary>The product's name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The generation.</summary>
    public ComputeCapability Capability { get; private set; }

    /// <summary>Its memory in bytes.</summary>
    public long TotalMemory { get; private set; }

    /// <summary>What tells it from others of its name.</summary>
    public Guid Uuid { get; private set; }

    /// <summary>Whether it shares its memory with the host.</summary>
    public bool IsIntegrated { get; private set; }

    /// <summary>What measurements and decisions hold for: name, generation and line of drivers, the same for GPUs that are alike.</summary>
    public string Machine =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}, compute capability {Capability}, driver {Library.DriverVersion / 1000}");

    /// <summary>Asks the driver; null, with the reason, when it does not answer.</summary>
    public static CudaDevice? TryDescribe(CudaLibrary library, int index, out string reason)
    {
        ref readonly CudaApi api = ref library.Api;
        int ordinal;
        CudaResult result = api.DeviceGet(&ordinal, index);
        CudaDevice? device = null;
        if (result == CudaResult.Success)
        {
            device = new CudaDevice(library, index, ordinal);
            result = device.Ask(api);
        }

        reason = result == CudaResult.Success
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The NVIDIA driver does not describe GPU {index}: {CudaErrors.Describe(api, result)}.{CudaErrors.Advice(result)}");
        return result == CudaResult.Success ? device : null;
    }

    /// <summary>Number, name and generation, as messages name it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"GPU {Index} ({Name}, compute capability {Capability})");

    private CudaResult Ask(in CudaApi api)
    {
        byte* name = stackalloc byte[MaxNameLength];
        byte* uuid = stackalloc byte[UuidLength];
        int major = 0;
        int minor = 0;
        int integrated = 0;
        nuint memory = 0;
        CudaResult result = api.DeviceGetName(name, MaxNameLength, Ordinal);
        if (result == CudaResult.Success)
        {
            result = api.DeviceGetAttribute(&major, CudaDeviceAttribute.ComputeCapabilityMajor, Ordinal);
        }

        if (result == CudaResult.Success)
        {
            result = api.DeviceGetAttribute(&minor, CudaDeviceAttribute.ComputeCapabilityMinor, Ordinal);
        }

        if (result == CudaResult.Success)
        {
            result = api.DeviceGetAttribute(&integrated, CudaDeviceAttribute.Integrated, Ordinal);
        }

        if (result == CudaResult.Success)
        {
            result = api.DeviceTotalMem(&memory, Ordinal);
        }

        if (result == CudaResult.Success)
        {
            result = api.DeviceGetUuid(uuid, Ordinal);
        }

        if (result == CudaResult.Success)
        {
            Name = Marshal.PtrToStringUTF8((nint)name) ?? "";
            Capability = new ComputeCapability(major, minor);
            IsIntegrated = integrated != 0;
            TotalMemory = checked((long)memory);
            Uuid = new Guid(new ReadOnlySpan<byte>(uuid, UuidLength), bigEndian: true);
        }

        return result;
    }
}
