using System.Globalization;
using System.Runtime.InteropServices;
using TypedRtx.Cuda.Native;

namespace TypedRtx.Cuda;

/// <summary>The CUDA driver, started. It stays loaded until the process ends.</summary>
internal sealed unsafe class CudaLibrary
{
    private readonly CudaApi _api;
    private readonly CaptureGate[] _captureGates;

    private CudaLibrary(in CudaApi api, string location, int driverVersion, int deviceCount)
    {
        _api = api;
        Location = location;
        DriverVersion = driverVersion;
        DeviceCount = deviceCount;
        _captureGates = [.. Enumerable.Range(0, deviceCount).Select(_ => new CaptureGate())];
    }

    /// <summary>The name of the driver's library on this system.</summary>
    public static string FileName => OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";

    /// <summary>The functions.</summary>
    public ref readonly CudaApi Api => ref _api;

    /// <summary>What all loads of one library in the process share.</summary>
    public nint Identity => (nint)_api.Init;

    /// <summary>The file that was loaded, or the name that the system's loader found it by.</summary>
    public string Location { get; }

    /// <summary>The newest version of CUDA that the driver serves: 1000 times the major version, plus 10 times the minor.</summary>
    public int DriverVersion { get; }

    /// <summary>The same as text: <c>12.8</c>.</summary>
    public string DriverVersionText => TextOf(DriverVersion);

    /// <summary>How many GPUs there are; at least 1.</summary>
    public int DeviceCount { get; }

    /// <summary>Loads the driver and starts it. Never throws for a driver or a GPU that is missing or broken.</summary>
    /// <param name="path">A library to load in place of the system's, for tests; null for the system's.</param>
    /// <param name="reason">What was found, or why the driver cannot be used, in a sentence.</param>
    /// <returns>The driver; null when it cannot be used.</returns>
    public static CudaLibrary? TryLoad(string? path, out string reason)
    {
        // On Windows from the system's folder alone: elsewhere anyone may have put a file of that name.
        string location = path
            ?? (OperatingSystem.IsWindows() ? Path.Combine(Environment.SystemDirectory, FileName) : FileName);
        nint handle;
        try
        {
            handle = NativeLibrary.Load(location);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            reason = $"There is no NVIDIA driver: {location} was not loaded ({LoaderText(error.Message)}). Install NVIDIA's driver.";
            return null;
        }

        CudaApi api = new(handle, out string? missing);
        if (missing is not null)
        {
            reason = $"The NVIDIA driver in {location} has no function {missing}: it is older than CUDA 11.4. Install a newer driver.";
            return null;
        }

        return Start(api, location, out reason);
    }

    /// <summary>What is held while work on a GPU may be recorded as a graph: one at a time.</summary>
    public CaptureGate CaptureGateOf(CudaDevice device) => _captureGates[device.Index];

    /// <summary>Describes a GPU.</summary>
    /// <param name="index">Its number, from 0, in the driver's order.</param>
    /// <param name="reason">Why there is none, in a sentence; empty when there is one.</param>
    /// <returns>The GPU; null when there is none of that number, or the driver does not describe it.</returns>
    public CudaDevice? TryGetDevice(int index, out string reason)
    {
        if (index < 0 || index >= DeviceCount)
        {
            reason = string.Create(
                CultureInfo.InvariantCulture,
                $"There is no GPU {index}: the driver has {DeviceCount}, numbered from 0.");
            return null;
        }

        return CudaDevice.TryDescribe(this, index, out reason);
    }

    private static CudaLibrary? Start(in CudaApi api, string location, out string reason)
    {
        CudaResult result = api.Init(0);
        if (result != CudaResult.Success)
        {
            reason = $"The NVIDIA driver in {location} did not start: {CudaErrors.Describe(api, result)}.{CudaErrors.Advice(result)}";
            return null;
        }

        int version = 0;
        int count = 0;
        result = api.DriverGetVersion(&version);
        if (result == CudaResult.Success)
        {
            result = api.DeviceGetCount(&count);
        }

        if (result != CudaResult.Success)
        {
            reason = $"The NVIDIA driver in {location} does not answer: {CudaErrors.Describe(api, result)}.{CudaErrors.Advice(result)}";
            return null;
        }

        if (count < 1)
        {
            reason = $"The NVIDIA driver for CUDA {TextOf(version)} in {location} sees no GPU.{CudaErrors.Advice(CudaResult.NoDevice)}";
            return null;
        }

        reason = string.Create(
            CultureInfo.InvariantCulture,
            $"NVIDIA driver for CUDA {TextOf(version)} from {location}, {count} GPU{(count == 1 ? "" : "s")}.");
        return new CudaLibrary(api, location, version, count);
    }

    private static string TextOf(int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{version / 1000}.{version % 1000 / 10}");

    // The runtime's message is advice first and the loader's own words last.
    private static string LoaderText(string message)
    {
        string text = message.Trim();
        return text[(text.LastIndexOf('\n') + 1)..].Trim().TrimEnd('.');
    }
}
