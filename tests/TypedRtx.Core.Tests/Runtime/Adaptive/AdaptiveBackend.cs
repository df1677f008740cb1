using System.Collections.Concurrent;
using TypedRtx.Backends;
using TypedRtx.Runtime;

namespace TypedRtx.Tests.Runtime.Adaptive;

/// <summary>A backend with sessions for any lengths and for fixed ones. A test may hold their opening back or make it fail.</summary>
internal sealed class AdaptiveBackend : IInferenceBackend
{
    private int _opening;

    public string Name => "CPU";

    public int Priority => 0;

    public FakeKernel Kernel { get; init; } = Kernels.Double;

    public bool IsWorthIt { get; init; } = true;

    /// <summary>The library and the device.</summary>
    public string Machine { get; init; } = "CPU 1.0";

    public AdaptiveFakeSession General { get; private set; } = null!;

    /// <summary>The specialised sessions, in order.</summary>
    public ConcurrentQueue<AdaptiveFakeSession> Sessions { get; } = new();

    /// <summary>Opening a specialised session waits until it is set; set at first.</summary>
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    /// <summary>Set when opening one waits.</summary>
    public ManualResetEventSlim Waits { get; } = new();

    /// <summary>What opening one fails with; null where it does not.</summary>
    public Func<int[], Exception?> Failure { get; set; } = _ => null;

    public long ByteLength { get; set; } = 100;

    public int MostOpening { get; private set; }

    public int ArtefactsDisposed { get; private set; }

    public IEnumerable<string> Opened => Sessions.Select(session => string.Join('x', session.Dims));

    public bool Serves(Backend choice) => choice == Backend.Cpu;

    public bool SpecializesBySession(BackendRequest request) => IsWorthIt;

    public string MachineOf(BackendRequest request) => Machine;

    public BackendVerdict Verdict(BackendRequest request) => new(true, "it is there");

    public BackendArtefact Prepare(BackendRequest request, IProgress<LoadProgress>? progress, CancellationToken cancellationToken) =>
        new Artefact(this);

    public IInferenceSession Open(
        BackendArtefact artefact, BackendRequest request, ReadOnlySpan<int> symbols, CancellationToken cancellationToken)
    {
        AdaptiveFakeSession session = new(this, request.Model, symbols.ToArray());
        if (symbols.IsEmpty)
        {
            return General = session;
        }

        MostOpening = Math.Max(MostOpening, Interlocked.Increment(ref _opening));
        try
        {
            Waits.Set();
            Gate.Wait(cancellationToken);
            if (Failure(session.Dims) is { } failure)
            {
                throw failure;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _opening);
        }

        Sessions.Enqueue(session);
        return session;
    }

    private sealed class Artefact(AdaptiveBackend backend) : BackendArtefact
    {
        protected override void Dispose(bool disposing) => backend.ArtefactsDisposed++;
    }
}
