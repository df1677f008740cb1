using System.Runtime.InteropServices;
using System.Text;

namespace TypedRtx.Device.Hand;

/// <summary>ONNX Runtime as a program by hand uses it: the library, its table of functions, the process's environment.</summary>
/// <remarks>Slots are those of <c>struct OrtApi</c> in onnxruntime_c_api.h; the table is append-only.</remarks>
internal sealed unsafe class HandLibrary
{
    private const uint ApiVersion = 18;
    private const int LogErrors = 3;

    private readonly void** _table;

    private HandLibrary(string path)
    {
        SwitchTelemetryOff();
        nint library = NativeLibrary.Load(path);
        void** apiBase = ((delegate* unmanaged<void**>)NativeLibrary.GetExport(library, "OrtGetApiBase"))();
        _table = ((delegate* unmanaged<uint, void**>)apiBase[0])(ApiVersion);
        Version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)apiBase[1])())!;
        Environment = CreateEnvironment();
    }

    /// <summary>The library's version.</summary>
    public string Version { get; }

    /// <summary>The environment: the same that the backend has, whoever comes first.</summary>
    public nint Environment { get; }

    /// <summary>Loads the library.</summary>
    /// <param name="path">Its file, or its folder.</param>
    public static HandLibrary Load(string path) => new(Directory.Exists(path)
        ? Directory.GetFiles(path, "libonnxruntime.so.1*").Order(StringComparer.Ordinal).First()
        : path);

    /// <summary>A function by its place in the table.</summary>
    public void* Slot(int index) => _table[index];

    /// <summary>Throws what a status says.</summary>
    public void Check(nint status)
    {
        if (status != 0)
        {
            string message = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)Slot(2))(status)) ?? "no message";
            ((delegate* unmanaged<nint, void>)Slot(93))(status);
            throw new InvalidOperationException($"ONNX Runtime by hand: {message}");
        }
    }

    /// <summary>A text as the C API takes it.</summary>
    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');

    private static void SwitchTelemetryOff()
    {
        nint setenv = NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "setenv");
        fixed (byte* name = Utf8("ORT_DISABLE_TELEMETRY"))
        fixed (byte* value = "1"u8)
        {
            _ = ((delegate* unmanaged<byte*, byte*, int, int>)setenv)(name, value, 1);
        }
    }

    // With the threads of the backend's environment, so that sessions of both work on the same ones.
    private nint CreateEnvironment()
    {
        nint threading;
        Check(((delegate* unmanaged<nint*, nint>)Slot(121))(&threading));
        Check(((delegate* unmanaged<nint, int, nint>)Slot(147))(threading, System.Environment.ProcessorCount));
        Check(((delegate* unmanaged<nint, int, nint>)Slot(148))(threading, 1));
        Check(((delegate* unmanaged<nint, int, nint>)Slot(149))(threading, 1));
        nint environment;
        fixed (byte* id = "hand"u8)
        {
            Check(((delegate* unmanaged<int, byte*, nint, nint*, nint>)Slot(119))(LogErrors, id, threading, &environment));
        }

        ((delegate* unmanaged<nint, void>)Slot(122))(threading);
        return environment;
    }
}
