using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.OnnxRuntime.Tests;
using TypedRtx.Runtime;
using TypedRtx.Runtime.Adaptive;

namespace TypedRtx.Tests.Runtime.Adaptive;

/// <summary>A model that doubles its input, on a backend whose specialised sessions are twice as fast as its general one.</summary>
internal sealed class AdaptiveModel : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private AnyModel? _model;

    public AdaptiveBackend Backend { get; init; } = new();

    public ListLogger Logger { get; } = new();

    public Specialization Specialization { get; init; } = Specialization.Lazy;

    /// <summary>Where what is learnt is kept; null for nowhere.</summary>
    public ICacheStore? Cache { get; init; }

    public CacheMode CacheMode { get; init; } = CacheMode.ReadWrite;

    public OptimizationProfile? Profile { get; init; }

    /// <summary>The model's bytes, which nobody looks into.</summary>
    public byte[] Bytes { get; init; } = [1, 2, 3];

    public string[] Lines { get; init; } = ["input \"x\" float32[a, b]", "output \"y\" float32[a, b]"];

    public AdaptiveLimits Limits { get; init; } = new() { Bytes = 1000 };

    /// <summary>The time of a run in both sessions; decided without running where it is set.</summary>
    public CandidateTimes Times { get; set; } = new(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(1));

    /// <summary>How often both sessions were compared.</summary>
    public int Comparisons { get; private set; }

    public AnyModel Model => _model ??= Open();

    public string States => string.Join(
        ", ", Model.Specializations.OrderBy(known => known.Dims[0]).Select(known => $"{string.Join('x', known.Dims)} {known.State}"));

    /// <summary>Runs on lengths and looks at what comes out.</summary>
    public void Run(int a, int b = 1)
    {
        float[,] x = new float[a, b];
        x[a - 1, b - 1] = a + b;
        OutputLease lease = Model.Run<float>(x);
        Assert.Equal(2 * (a + b), lease.View<float>(0)[a - 1, b - 1]);
        lease.Dispose();
    }

    /// <summary>Runs as often as it takes for a session to be asked for, and waits until it is settled.</summary>
    public void Settle(int a)
    {
        for (int i = 0; i < Limits.Runs; i++)
        {
            Run(a);
        }

        Wait();
    }

    /// <summary>Waits until nothing is under way.</summary>
    public void Wait() => Assert.True(
        SpinWait.SpinUntil(() => Model.Runtime.Session is not AdaptiveSession { IsIdle: false }, Patience), "Nothing was settled.");

    public Task WarmAsync(params int[] dims) => Model.Runtime.WarmAsync(dims, TestContext.Current.CancellationToken);

    /// <summary>How many runs the session that was opened at a place made, those of its comparison aside.</summary>
    public int RunsOf(int session) => Backend.Sessions.ElementAt(session).Engine.Runs;

    /// <summary>What is opened.</summary>
    public BackendRequest Request()
    {
        ModelOptions options = new()
        {
            Specialization = Specialization,
            Logger = Logger,
            MaxConcurrency = 16,
            Cache = new() { Mode = CacheMode },
            Profile = Profile,
        };
        return new BackendRequest(AnyModel.Describe(Lines), ModelSource.FromBytes(Bytes, "any.onnx"), options)
        {
            Cache = Cache ?? NoCache.Instance,
        };
    }

    public void Dispose()
    {
        Backend.Gate.Set();
        Model.Dispose();
        Assert.True(Backend.General.IsDisposed);
        Assert.All(Backend.Sessions, session => Assert.True(session.IsDisposed));
        Assert.All(Backend.Sessions.Append(Backend.General), session => Assert.Equal(0, session.Engine.BindingsAlive));
        Assert.Equal(1, Backend.ArtefactsDisposed);
    }

    private AnyModel Open()
    {
        BackendRequest request = Request();
        OpenedBackend opened = OpenedBackend.Open(Backend, request, null, TestContext.Current.CancellationToken);
        AdaptiveLimits limits = Limits with { Compare = Compare };
        return AnyModel.Over(request, AdaptiveSession.Over(request, opened, limits), Backend.General.Engine);
    }

    private CandidateTimes Compare(ISessionBinding general, ISessionBinding specialized, CancellationToken cancellationToken)
    {
        specialized.Run(cancellationToken);
        Comparisons++;
        return Times;
    }
}
