using System.Runtime.InteropServices;
using System.Text;

namespace TypedRtx.Benchmarks.Raw;

/// <summary>ONNX Runtime without any of our layers: the library, the functions needed here, one environment.</summary>
/// <remarks>The slots are those of <c>struct OrtApi</c> in onnxruntime_c_api.h; the table is append-only.</remarks>
internal sealed unsafe class RawLibrary
{
    private const int GetApiSlot = 0;
    private const uint ApiVersion = 18;
    private const int LogFatalOnly = 4;

    private readonly void** _table;

    private RawLibrary(string path)
    {
        SwitchTelemetryOff();
        nint library = NativeLibrary.Load(path);
        Path = path;
        nint apiBase = ((delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "OrtGetApiBase"))();
        _table = ((delegate* unmanaged<uint, void**>)((void**)apiBase)[GetApiSlot])(ApiVersion);
        Version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)((void**)apiBase)[1])())!;
        Environment = CreateEnvironment();
        nint info;
        Check(((delegate* unmanaged<int, int, nint*, nint>)Slot(69))(0, 0, &info));
        HostMemory = info;
        nint allocator;
        Check(((delegate* unmanaged<nint*, nint>)Slot(78))(&allocator));
        Allocator = allocator;
    }

    /// <summary>The library of the host that the build put beside the program.</summary>
    public static RawLibrary Shared { get; } = new(Find());

    /// <summary>Where the library lies.</summary>
    public string Path { get; }

    /// <summary>Its version.</summary>
    public string Version { get; }

    /// <summary>The process's environment. A second one that anybody makes is the same.</summary>
    public nint Environment { get; }

    /// <summary>Describes host memory.</summary>
    public nint HostMemory { get; }

    /// <summary>The default allocator.</summary>
    public nint Allocator { get; }

    /// <summary>A function by its place in the table.</summary>
    public void* Slot(int index) => _table[index];

    /// <summary>Throws what a status says.</summary>
    public void Check(nint status)
    {
        if (status == 0)
        {
            return;
        }

        string message = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)Slot(2))(status)) ?? "no message";
        ((delegate* unmanaged<nint, void>)Slot(93))(status);
        throw new RawException(message);
    }

    // As the backend does it, whoever comes first: sessions of both run on the environment's threads.
    private nint CreateEnvironment()
    {
        nint threading;
        Check(((delegate* unmanaged<nint*, nint>)Slot(121))(&threading));
        Check(((delegate* unmanaged<nint, int, nint>)Slot(147))(threading, System.Environment.ProcessorCount));
        Check(((delegate* unmanaged<nint, int, nint>)Slot(148))(threading, 1));
        Check(((delegate* unmanaged<nint, int, nint>)Slot(149))(threading, 1));
        nint environment;
        fixed (byte* id = "raw"u8)
        {
            Check(((delegate* unmanaged<int, byte*, nint, nint*, nint>)Slot(119))(LogFatalOnly, id, threading, &environment));
        }

        ((delegate* unmanaged<nint, void>)Slot(122))(threading);
        return environment;
    }

    private static string Find()
    {
        string runtimes = System.IO.Path.Combine(AppContext.BaseDirectory, "runtimes");
        string host = (OperatingSystem.IsWindows() ? "win-" : OperatingSystem.IsMacOS() ? "osx-" : "linux-")
            + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        string folder = System.IO.Path.Combine(runtimes, host, "native");
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder).First(file =>
                System.IO.Path.GetFileName(file).TrimStart('l', 'i', 'b').StartsWith("onnxruntime.", StringComparison.Ordinal)
                && !file.EndsWith(".lib", StringComparison.Ordinal))
            : throw new FileNotFoundException($"No ONNX Runtime in {folder}; the build puts it there.");
    }

    private static void SwitchTelemetryOff()
    {
        if (OperatingSystem.IsWindows())
        {
            System.Environment.SetEnvironmentVariable("ORT_DISABLE_TELEMETRY", "1");
            return;
        }

        nint setenv = NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "setenv");
        fixed (byte* name = Encoding.UTF8.GetBytes("ORT_DISABLE_TELEMETRY\0"))
        fixed (byte* value = "1"u8)
        {
            _ = ((delegate* unmanaged<byte*, byte*, int, int>)setenv)(name, value, 1);
        }
    }
}
