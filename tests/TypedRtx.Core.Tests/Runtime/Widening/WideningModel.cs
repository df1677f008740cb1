using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.OnnxRuntime.Tests;
using TypedRtx.Runtime;

namespace TypedRtx.Tests.Runtime.Widening;

/// <summary>A model that doubles its input, on a backend that needs profiles, with one that runs anything behind it.</summary>
internal sealed class WideningModel : IDisposable
{
    private static readonly string[] Lines = ["input \"x\" float32[a, b]", "output \"y\" float32[a, b]"];

    private readonly Lock _gate = new();
    private readonly List<AnyModel> _opened = [];

    public ProfiledBackend Gpu { get; } = new();

    public ScriptedBackend Cpu { get; init; } = new("CPU");

    public ListLogger Logger { get; } = new();

    public ICacheStore Cache { get; set; } = NoCache.Instance;

    public ModelSource Source { get; init; } = ModelSource.FromBytes(new byte[] { 1, 2, 3 }, "any.onnx");

    public bool HasCpu { get; init; } = true;

    public AnyModel Named() => Open(Backend.TensorRtRtx);

    public AnyModel Auto() => Open(Backend.Auto);

    /// <summary>Runs the model on one length of each symbol and looks at what it gives.</summary>
    public static void Run(AnyModel model, int a, int b)
    {
        float[,] x = new float[a, b];
        x[0, b - 1] = a + b;
        OutputLease lease = model.Run<float>(x);
        Assert.Equal(2 * (a + b), lease.View<float>(0)[0, b - 1]);
        lease.Dispose();
    }

    /// <summary>Runs until the engine answers, which a build in the background decides.</summary>
    public static void RunUntilAnswered(AnyModel model, string backend, int a, int b) => Assert.True(
        SpinWait.SpinUntil(
            () =>
            {
                Run(model, a, b);
                return model.BackendName == backend;
            },
            TimeSpan.FromSeconds(30)),
        $"{backend} never answered.");

    public AnyModel Open(Backend choice)
    {
        ModelOptions options = new() { Backend = choice, Logger = Logger, MaxConcurrency = 16 };
        BackendRequest request = new(AnyModel.Describe(Lines), Source, options) { Cache = Cache };
        IInferenceBackend[] backends = HasCpu ? [Gpu, Cpu] : [Gpu];
        OpenedBackend opened = new BackendSelector(backends).Open(request, null, TestContext.Current.CancellationToken);
        AnyModel model = AnyModel.Over(request, opened, Gpu.Engine);
        lock (_gate)
        {
            _opened.Add(model);
        }

        return model;
    }

    public void Dispose()
    {
        Gpu.Gate.Set();
        _opened.ForEach(model => model.Dispose());
        Assert.All(Gpu.Sessions, session => Assert.True(session.IsDisposed));
        Assert.Equal(0, Gpu.ArtefactsAlive);
        Assert.Equal(0, Gpu.AllocatorsAlive);
    }
}
