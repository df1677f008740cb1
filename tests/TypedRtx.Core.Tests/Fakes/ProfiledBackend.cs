using System.Collections.Concurrent;
using TypedRtx.Backends;
using TypedRtx.Runtime;

namespace TypedRtx.Tests;

/// <summary>A backend that runs lengths inside its profile alone. A test may hold its builds back or make them fail.</summary>
internal sealed class ProfiledBackend : IInferenceBackend
{
    private int _building;

    public string Name => "GPU";

    public int Priority => 10;

    public bool NeedsProfiles => true;

    /// <summary>The profiles that were prepared, in order.</summary>
    public ConcurrentQueue<string> Prepared { get; } = new();

    /// <summary>The sessions that were opened, in order.</summary>
    public ConcurrentQueue<ProfiledSession> Sessions { get; } = new();

    /// <summary>A build waits until it is set; set at first.</summary>
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    /// <summary>Set when a build waits.</summary>
    public ManualResetEventSlim Waits { get; } = new();

    /// <summary>What a build of a profile fails with; null where it does not.</summary>
    public Func<OptimizationProfile, Exception?> Failure { get; set; } = _ => null;

    /// <summary>What making a binding fails with.</summary>
    public Exception? BindingFailure { get; set; }

    /// <summary>Whether sessions refuse what their profile holds.</summary>
    public bool RefusesAll { get; set; }

    public int MostBuilding { get; private set; }

    public int ArtefactsAlive;

    public int AllocatorsAlive;

    public FakeEngine Engine { get; } = new(Kernels.Double);

    public MemoryKind ResidentKind { get; init; }

    public bool Serves(Backend choice) => choice == Backend.TensorRtRtx;

    public BackendVerdict Verdict(BackendRequest request) => new(true, "it is there");

    public ITensorAllocator OpenMemory(BackendRequest request) => new Memory(this);

    public BackendArtefact Prepare(BackendRequest request, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        OptimizationProfile profile = Assert.Single(request.Profiles);
        Prepared.Enqueue(string.Join(", ", profile.Ranges));
        MostBuilding = Math.Max(MostBuilding, Interlocked.Increment(ref _building));
        try
        {
            Waits.Set();
            Gate.Wait(cancellationToken);
            return Failure(profile) is { } failure ? throw failure : new Artefact(this);
        }
        finally
        {
            Interlocked.Decrement(ref _building);
        }
    }

    public IInferenceSession Open(
        BackendArtefact artefact, BackendRequest request, ReadOnlySpan<int> symbols, CancellationToken cancellationToken)
    {
        ProfiledSession session = new(this, request.Model, request.Profiles[0]);
        Sessions.Enqueue(session);
        return session;
    }

    private sealed class Artefact : BackendArtefact
    {
        private readonly ProfiledBackend _backend;

        public Artefact(ProfiledBackend backend)
        {
            _backend = backend;
            Interlocked.Increment(ref backend.ArtefactsAlive);
        }

        protected override void Dispose(bool disposing) => Interlocked.Decrement(ref _backend.ArtefactsAlive);
    }

    private sealed class Memory : ITensorAllocator
    {
        private readonly ProfiledBackend _backend;

        public Memory(ProfiledBackend backend)
        {
            _backend = backend;
            Interlocked.Increment(ref backend.AllocatorsAlive);
        }

        public MemoryKind Resident => _backend.ResidentKind;

        public TensorMemory Allocate(MemoryKind kind, long byteLength) => HostMemory.Allocate(byteLength);

        public void Dispose() => Interlocked.Decrement(ref _backend.AllocatorsAlive);
    }
}
