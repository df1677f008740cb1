using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TypedRtx.Native;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Signatures;

namespace TypedRtx.OnnxRuntime;

/// <summary>The library, its environment and the threads that all models share.</summary>
internal sealed unsafe class OrtEnvironment
{
    private const int LogFatalOnly = 4;
    private const int LanguageCSharp = 2;
    private const int StackBytes = 16 * 1024 * 1024;

    private static readonly Lock Gate = new();

    // The only static state of this backend: ONNX Runtime has one environment per process, with one pool of threads,
    // and ignores the arguments of a second one. Neither is released: sessions may use them until the process ends.
    private static OrtLibrary? Loaded;
    private static OrtEnvironment? Current;

    private readonly bool _spinning;

    internal OrtEnvironment(OrtLibrary library, bool spinning)
    {
        Library = library;
        _spinning = spinning;
        ref readonly OrtApi api = ref library.Api;
        nint environment = CreateOnLargeStack(library, spinning);
        Handle = new OrtHandle(environment, api.ReleaseEnv);
        OrtStatus.ThrowIfFailed(api, api.SetLanguageProjection(environment, LanguageCSharp), "note who calls it");
        if (!OrtTelemetry.IsWanted)
        {
            OrtStatus.ThrowIfFailed(api, api.DisableTelemetryEvents(environment), "switch its telemetry off");
        }

        nint pointer;
        OrtStatus.ThrowIfFailed(api, api.CreateCpuMemoryInfo(0, 0, &pointer), "describe the host's memory");
        HostMemoryInfo = new OrtHandle(pointer, api.ReleaseMemoryInfo, Handle);
        OrtStatus.ThrowIfFailed(api, api.GetAllocatorWithDefaultOptions(&pointer), "give its allocator");
        Allocator = pointer;
    }

    /// <summary>The library.</summary>
    public OrtLibrary Library { get; }

    /// <summary>The native environment.</summary>
    public OrtHandle Handle { get; }

    /// <summary>Describes memory of the host to the library.</summary>
    public OrtHandle HostMemoryInfo { get; }

    /// <summary>The library's allocator for host memory, which it owns.</summary>
    public nint Allocator { get; }

    /// <summary>The sessions of <see cref="OrtEmptySequences"/>: one per element type, kept like the environment.</summary>
    public ConcurrentDictionary<ElementType, OrtHandle> EmptySequences { get; } = new();

    /// <summary>Finds the library; the first one found serves the whole process.</summary>
    /// <param name="options">Where the user says it is.</param>
    /// <param name="reason">Which one it is, or every place searched.</param>
    public static OrtLibrary? FindLibrary(ModelOptions options, out string reason)
    {
        lock (Gate)
        {
            if (Loaded is null)
            {
                // Asked for by name, only the named place counts; with Auto the path may be meant for another backend.
                bool pathOnly = options.Backend != Backend.Auto;
                NativeLibraryQuery query = OrtLibrary.Query(options.NativeLibraryPath, pathOnly);
                Loaded = OrtLibrary.TryLoad(query, out NativeLibrarySearch search);
                if (Loaded is null)
                {
                    reason = $"""
                        The library of ONNX Runtime was not found. Reference the package TypedRtx, which brings it, put it
                        beside the program, or set ModelOptions.NativeLibraryPath. Searched:
                        {search.Trace}
                        """;
                    return null;
                }

                options.Logger?.LogDebug("Search for ONNX Runtime:\n{Trace}", search.Trace);
            }
            else if (options.Backend != Backend.Auto && options.NativeLibraryPath is { } path && !Loaded.IsAt(path))
            {
                options.Logger?.LogWarning(
                    "ONNX Runtime is loaded from {Location} already, and the first model decides; {Path} is not used.",
                    Loaded.Location,
                    path);
            }

            reason = $"ONNX Runtime {Loaded.Version.Text} from {Loaded.Location}.";
            return Loaded;
        }
    }

    /// <summary>Whether it was made already, so that asking for it takes no time.</summary>
    public static bool IsMade => Volatile.Read(ref Current) is not null;

    /// <summary>The environment, made by the first model that asks.</summary>
    /// <exception cref="BackendUnavailableException">The library was not found.</exception>
    public static OrtEnvironment Get(ModelOptions options)
    {
        lock (Gate)
        {
            bool spinning = options.Spinning ?? true;
            if (Current is null)
            {
                OrtLibrary library = FindLibrary(options, out string reason)
                    ?? throw new BackendUnavailableException(reason);
                Current = new OrtEnvironment(library, spinning);
            }
            else if (options.Spinning is not null && options.Threads is null && Current._spinning != spinning)
            {
                options.Logger?.LogWarning(
                    "The threads that models share {Do} spin: the first model of the process decided. "
                    + "Set Threads to give this model its own.",
                    Current._spinning ? "do" : "do not");
            }

            return Current;
        }
    }

    // 1.29 and 1.30 recurse over the command line here when telemetry is on; the caller's stack may be a small one.
    private static nint CreateOnLargeStack(OrtLibrary library, bool spinning)
    {
        nint environment = 0;
        Exception? failure = null;
        Thread maker = new(Make, StackBytes) { IsBackground = true, Name = "TypedRtx: ONNX Runtime start" };
        maker.Start();
        maker.Join();
        return failure is null ? environment : throw failure;

        void Make()
        {
            try
            {
                environment = Create(library.Api, spinning);
            }
            catch (TypedRtxException error)
            {
                failure = error;
            }
        }
    }

    private static nint Create(in OrtApi api, bool spinning)
    {
        nint threading;
        OrtStatus.ThrowIfFailed(api, api.CreateThreadingOptions(&threading), "make options for its threads");
        try
        {
            // A stated count, because left to itself the library ignores a container's share of the cores and pins
            // threads. Operators run one after another, so the second pool stays empty.
            int threads = Environment.ProcessorCount;
            OrtStatus.ThrowIfFailed(api, api.SetGlobalIntraOpNumThreads(threading, threads), "set its threads");
            OrtStatus.ThrowIfFailed(api, api.SetGlobalInterOpNumThreads(threading, 1), "set its threads");
            OrtStatus.ThrowIfFailed(api, api.SetGlobalSpinControl(threading, spinning ? 1 : 0), "set their spinning");
            nint environment;
            fixed (byte* id = "TypedRtx"u8)
            {
                // Errors arrive as exceptions; what the library would print besides goes to a session's logger if there
                // is one.
                nint status = api.CreateEnvWithGlobalThreadPools(LogFatalOnly, id, threading, &environment);
                OrtStatus.ThrowIfFailed(api, status, "make its environment");
            }

            return environment;
        }
        finally
        {
            api.ReleaseThreadingOptions(threading);
        }
    }
}
