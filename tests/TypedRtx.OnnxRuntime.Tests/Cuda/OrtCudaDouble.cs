using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests.Cuda;

/// <summary>
/// ONNX Runtime with a CUDA provider that computes on the CPU: the real library, whose table of functions is changed so that memory of
/// the double of the driver is the CPU's to it, and runs are work in a stream of that double.
/// </summary>
/// <remarks>One at a time: functions of a table know no object. Tests with one are of one collection.</remarks>
internal sealed unsafe partial class OrtCudaDouble : IDisposable
{
    private const int SlotCount = 512;
    private const int CreateStatus = 0;
    private const int OnGpu = 1;

    private static OrtCudaDouble? current;

    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<nint, Provider> _providers = new();
    private readonly ConcurrentDictionary<nint, Provider> _sessionOptions = new();
    private readonly ConcurrentDictionary<nint, Provider> _sessions = new();
    private readonly ConcurrentDictionary<(nint RunOptions, string Key), string> _runEntries = new();
    private readonly ConcurrentDictionary<nint, bool> _deviceInfos = new();
    private readonly List<GCHandle> _recorded = [];
    private readonly void** _real;
    private readonly void** _table;
    private readonly nint _driver;
    private Stage? _stage;
    private int _nextProvider;

    public OrtCudaDouble()
    {
        Driver = RtxDouble.Create();
        Driver.Set("host_visible_memory", 1);
        _driver = NativeLibrary.Load(Driver.CudaPath);
        OrtLibrary real = OrtEnvironment.Get(new ModelOptions()).Library;
        nint library = NativeLibrary.Load(real.Location);
        OrtApiBase* entry = ((delegate* unmanaged<OrtApiBase*>)NativeLibrary.GetExport(library, "OrtGetApiBase"))();
        _real = entry->GetApi((uint)real.Version.ApiVersion);
        _table = (void**)NativeMemory.Alloc(SlotCount, (nuint)sizeof(nint));
        new ReadOnlySpan<nint>(_real, 426).CopyTo(new Span<nint>(_table, SlotCount));
        Replace();
        foreach (string name in new[] { OrtCudaProvider.FileName, OrtCudaProvider.BridgeFileName })
        {
            File.WriteAllText(_folder.PathOf(name), "");
        }

        current = this;
        Environment = new OrtEnvironment(new OrtLibrary(_folder.PathOf("libonnxruntime.so.1"), real.Version, _table), spinning: true);
        Backend = new OnnxRuntimeCudaBackend(new OrtCudaMachine(Driver.CudaPath, Environment));
    }

    /// <summary>The driver.</summary>
    public RtxDouble Driver { get; }

    /// <summary>The library's environment.</summary>
    public OrtEnvironment Environment { get; }

    /// <summary>A backend that runs on it.</summary>
    public OnnxRuntimeCudaBackend Backend { get; }

    /// <summary>Where the libraries lie that the backend looks for.</summary>
    public string Folder => _folder.Path;

    /// <summary>Whether sessions whose runs are to be recorded are refused.</summary>
    public bool RefusesRecording { get; set; }

    /// <summary>Whether the next of these sessions is refused.</summary>
    public bool RefusesFirstRecording { get; set; }

    /// <summary>Whether runs that are recorded fail.</summary>
    public bool FailsRecording { get; set; }

    /// <summary>Whether runs copy from a locked block of the host, which each writes anew, as the library stages addresses.</summary>
    public bool Stages { get; set; }

    /// <summary>How many recorded runs copied something else than what was staged when they were recorded.</summary>
    public int StaleCopies { get; private set; }

    /// <summary>What each session takes of the GPU beside its arena while it opens, in bytes.</summary>
    public int WorkspaceByteLength { get; set; }

    /// <summary>How many runs of sessions that may be recorded were on another thread than opened the session.</summary>
    public int RunsElsewhere { get; private set; }

    /// <summary>Why the provider does not load; null where it does.</summary>
    public string? LoadFailure { get; set; }

    /// <summary>Names of inputs and outputs that the session wants on the host.</summary>
    public HashSet<string> OnHost { get; } = [];

    /// <summary>What providers were told, in order.</summary>
    public ConcurrentQueue<string> Told { get; } = new();

    /// <summary>How many runs the library made, and how many of them were recorded.</summary>
    public (int Runs, int Recorded) Counts => (_runs, _recordings);

    public void Dispose()
    {
        current = null;
        _recorded.ForEach(handle => handle.Free());
        Driver.Dispose();
        _folder.Dispose();
    }

    private static OrtCudaDouble Current => current ?? throw new InvalidOperationException("There is no double.");

    private nint Status(int code, string text)
    {
        fixed (byte* message = System.Text.Encoding.UTF8.GetBytes(text + '\0'))
        {
            return ((delegate* unmanaged<int, byte*, nint>)_real[CreateStatus])(code, message);
        }
    }

    private int Call(string function, nint stream) =>
        ((delegate* unmanaged<nint, int>)NativeLibrary.GetExport(_driver, function))(stream);

    private void TakeWorkspace(Provider provider)
    {
        if (WorkspaceByteLength > 0)
        {
            ulong address;
            _ = ((delegate* unmanaged<ulong*, nuint, int>)NativeLibrary.GetExport(_driver, "cuMemAlloc_v2"))(&address, (nuint)WorkspaceByteLength);
            provider.Workspace = address;
        }
    }

    private void FreeWorkspace(Provider provider)
    {
        if (provider.Workspace != 0)
        {
            _ = ((delegate* unmanaged<ulong, int>)NativeLibrary.GetExport(_driver, "cuMemFree_v2"))(provider.Workspace);
        }
    }

    private bool IsOnDevice(void* address, nuint byteLength) =>
        ((delegate* unmanaged<void*, long, int>)NativeLibrary.GetExport(_driver, "double_is_device"))(address, (long)byteLength) != 0;

    private sealed class Provider
    {
        public SortedDictionary<string, string> Entries { get; } = new(StringComparer.Ordinal);

        public nint Stream { get; set; }

        public int Thread { get; } = System.Environment.CurrentManagedThreadId;

        public ulong Workspace { get; set; }
    }
}
