using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace TypedRtx.OnnxRuntime;

/// <summary>Passes what a session logs to the user's logger. Lives as long as the session.</summary>
internal sealed unsafe class OrtLog : IDisposable
{
    // That what is written fits this kind of processor alone, which its key says, and that a model is not recorded, which we say where it matters.
    private static readonly string[] Expected = ["Serializing optimized model", OrtCudaRecording.RefusalMark];

    private readonly ILogger _logger;
    private GCHandle _self;

    public OrtLog(ILogger logger)
    {
        _logger = logger;
        _self = GCHandle.Alloc(this);
    }

    /// <summary>What the library passes back to <see cref="Write"/>.</summary>
    public nint Parameter => GCHandle.ToIntPtr(_self);

    /// <summary>
    /// The lowest severity worth a call: 0 verbose to 4 fatal. Verbose and information tell of every node.
    /// </summary>
    public int LowestSeverity => _logger.IsEnabled(LogLevel.Trace) ? 0 : _logger.IsEnabled(LogLevel.Warning) ? 2 : 3;

    public void Dispose()
    {
        if (_self.IsAllocated)
        {
            _self.Free();
        }
    }

    /// <summary>Called by the library on any of its threads (<c>OrtLoggingFunction</c>).</summary>
    [UnmanagedCallersOnly]
    public static void Write(void* parameter, int severity, byte* category, byte* id, byte* location, byte* message)
    {
        // A logger that throws must not take the process down with it: exceptions cannot cross into native code.
        try
        {
            if (GCHandle.FromIntPtr((nint)parameter).Target is OrtLog log)
            {
                string? text = Marshal.PtrToStringUTF8((nint)message);
                LogLevel level = Array.Exists(Expected, mark => text?.Contains(mark, StringComparison.Ordinal) == true) ? LogLevel.Debug : LevelOf(severity);
                log._logger.Log(level, "ONNX Runtime: {Message}", text);
            }
        }
#pragma warning disable CA1031 // A native boundary.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private static LogLevel LevelOf(int severity) => severity switch
    {
        0 => LogLevel.Trace,
        1 => LogLevel.Debug,
        2 => LogLevel.Warning,
        3 => LogLevel.Error,
        _ => LogLevel.Critical,
    };
}
