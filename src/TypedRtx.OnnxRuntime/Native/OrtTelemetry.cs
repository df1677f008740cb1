using System.Runtime.InteropServices;

namespace TypedRtx.OnnxRuntime.Native;

/// <summary>
/// Switches the telemetry of ONNX Runtime off, which official builds have on from 1.29: their first environment opens a
/// database below the home folder and starts an uploading thread. A program opts in with
/// <c>&lt;RuntimeHostConfigurationOption Include="TypedRtx.OnnxRuntime.Telemetry" Value="true" /&gt;</c>.
/// </summary>
internal static unsafe class OrtTelemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>Whether the program opted in.</summary>
    public static bool IsWanted => AppContext.TryGetSwitch("TypedRtx.OnnxRuntime.Telemetry", out bool wanted) && wanted;

    /// <summary>
    /// Sets the variable that the library reads when it makes its environment; its own function comes too late for
    /// that. It also keeps 1.29 and 1.30 from crashing on long command lines, which their telemetry parses recursively.
    /// </summary>
    public static void SwitchOff()
    {
        if (OperatingSystem.IsWindows())
        {
            // Reaches native code on Windows; on Unix the runtime changes a copy of its own.
            Environment.SetEnvironmentVariable(Variable, "1");
            return;
        }

        if (NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "setenv", out nint setenv))
        {
            fixed (byte* name = "ORT_DISABLE_TELEMETRY"u8)
            fixed (byte* value = "1"u8)
            {
                ((delegate* unmanaged<byte*, byte*, int, int>)setenv)(name, value, 1);
            }
        }
    }
}
