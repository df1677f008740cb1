using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>
/// Passes what the library logs to the loggers of those who use it. The library keeps the logger of the oldest object that it made
/// until it has none left, whoever else comes and goes. So there is one per loaded library, and its native half is never freed.
/// </summary>
internal sealed unsafe class RtxLogger : CallbackObject
{
    private const int Slots = 8;

    private readonly Lock _gate = new();

    // One entry for each that listens, who may share a logger; messages go to each logger once.
    private readonly List<ILogger> _listening = [];
    private ILogger[] _loggers = [];

    public RtxLogger(RtxAbi abi)
        : base(abi, "ILogger\0"u8, RtxMethod.LoggerGetAPILanguage, Slots)
    {
        delegate* unmanaged[MemberFunction]<nint, int, byte*, void> log = &Log;
        Set(RtxMethod.LoggerLog, log);
        IsOwned = true;
    }

    /// <summary>Adds a logger until what is returned is disposed; null adds none.</summary>
    public IDisposable? Listen(ILogger? logger)
    {
        if (logger is null)
        {
            return null;
        }

        Change(listening => listening.Add(logger));
        return new Listener(this, logger);
    }

    private void Change(Action<List<ILogger>> change)
    {
        lock (_gate)
        {
            change(_listening);
            Volatile.Write(ref _loggers, [.. _listening.Distinct()]);
        }
    }

    private void Write(LogLevel level, byte* message)
    {
        string? text = null;
        foreach (ILogger logger in Volatile.Read(ref _loggers))
        {
            if (logger.IsEnabled(level))
            {
                text ??= Marshal.PtrToStringUTF8((nint)message) ?? "";
                logger.Log(level, "TensorRT for RTX: {Message}", text);
            }
        }
    }

    // What the library calls information is a protocol of its work.
    private static LogLevel LevelOf(int severity) => severity switch
    {
        0 => LogLevel.Critical,
        1 => LogLevel.Error,
        2 => LogLevel.Warning,
        3 => LogLevel.Debug,
        _ => LogLevel.Trace,
    };

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvMemberFunction)])]
    private static void Log(nint self, int severity, byte* message)
    {
#pragma warning disable CA1031 // A native boundary: a logger that throws must not end the process.
        try
        {
            if (Of<RtxLogger>(self) is { _loggers.Length: > 0 } logger)
            {
                logger.Write(LevelOf(severity), message);
            }
        }
        catch (Exception)
        {
        }
#pragma warning restore CA1031
    }

    private sealed class Listener(RtxLogger owner, ILogger logger) : IDisposable
    {
        private bool _isDisposed;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _isDisposed, true))
            {
                owner.Change(listening => listening.Remove(logger));
            }
        }
    }
}
