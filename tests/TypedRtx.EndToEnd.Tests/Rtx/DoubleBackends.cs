using System.Collections.Concurrent;
using TypedRtx.Backends;
using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx;

namespace TypedRtx.EndToEnd.Tests.Rtx;

/// <summary>
/// TensorRT for RTX as models of this process see it: the library and the driver that a test put in the folder which its options name,
/// and none for all other tests. A process has one backend of a type, and each test a machine of its own.
/// </summary>
internal sealed class DoubleBackends : IInferenceBackend
{
    private readonly ConcurrentDictionary<string, TensorRtRtxBackend> _backends = new(StringComparer.Ordinal);

    private DoubleBackends() => BackendRegistry.Add(this);

    public static DoubleBackends Instance { get; } = new();

    public string Name => "TensorRT for RTX";

    public int Priority => 100;

    public bool NeedsProfiles => true;

    public bool ComparesAlone => true;

    public void Add(string folder, string cudaPath) => _backends[folder] = new TensorRtRtxBackend(new RtxMachine(cudaPath));

    public void Remove(string folder) => _backends.TryRemove(folder, out _);

    public bool Serves(Backend choice) => choice == Backend.TensorRtRtx;

    public bool SpecializesBySession(BackendRequest request) => Of(request)?.SpecializesBySession(request) ?? false;

    public BackendVerdict Verdict(BackendRequest request) => Of(request)?.Verdict(request) ?? new BackendVerdict(false, "no double is meant.");

    public ITensorAllocator OpenMemory(BackendRequest request) => Of(request)!.OpenMemory(request);

    public BackendArtefact Prepare(BackendRequest request, IProgress<LoadProgress>? progress, CancellationToken cancellationToken) =>
        Of(request)!.Prepare(request, progress, cancellationToken);

    public IInferenceSession Open(
        BackendArtefact artefact, BackendRequest request, ReadOnlySpan<int> symbols, CancellationToken cancellationToken) =>
        Of(request)!.Open(artefact, request, symbols, cancellationToken);

    private TensorRtRtxBackend? Of(BackendRequest request) =>
        request.Options.NativeLibraryPath is { } folder ? _backends.GetValueOrDefault(folder) : null;
}
