using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TestKit;

namespace TypedRtx.OnnxRuntime.Tests;

/// <summary>A small model and a cache in a folder, opened again and again as starts of a program would.</summary>
internal sealed class KeptModelCase : IDisposable
{
    private const int Hidden = 256;

    private readonly byte[] _bytes;
    private readonly TempFolder _folder = new();
    private readonly int _size;

    /// <summary>Makes one.</summary>
    /// <param name="isLarge">Whether its weights are so large that a session without packed weights answers first.</param>
    public KeptModelCase(bool isLarge)
    {
        _size = isLarge ? 2 * Hidden : 32;
        _bytes = Model(_size, scale: 1);
    }

    public ListLogger Log { get; } = new();

    public string Root => Path.Combine(_folder.Path, "cache");

    public IReadOnlyList<string> Entries => Directory.Exists(Root)
        ? [.. Directory.EnumerateFiles(Root, "*.entry", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
        : [];

    public string Messages => string.Join('\n', Log.Lines);

    public ICacheStore Store(CacheMode mode = CacheMode.ReadWrite) => new FileCacheStore(Root, mode, Log);

    /// <summary>Opens it, has it used and closes it.</summary>
    public void Start(
        Action<Started> use,
        CacheMode mode = CacheMode.ReadWrite,
        Specialization specialization = Specialization.Lazy,
        byte[]? bytes = null,
        ICacheStore? store = null)
    {
        byte[] model = bytes ?? _bytes;
        using MemoryStream stream = new(model);
        BackendRequest request = new(
            OpenModel.Describe(OnnxModelReader.Read(stream).Signature),
            ModelSource.FromBytes(model, "test.onnx"),
            new ModelOptions { Backend = Backend.Cpu, Specialization = specialization, Logger = Log, Cache = new CacheOptions { Mode = mode } })
        {
            Cache = store ?? Store(mode),
        };
        OnnxRuntimeBackend backend = new();
        using OnnxRuntimeArtefact artefact = (OnnxRuntimeArtefact)backend.Prepare(request, null, CancellationToken.None);
        using IInferenceSession session = backend.Open(artefact, request, [], CancellationToken.None);
        use(new Started(this, backend, request, artefact, session));
    }

    /// <summary>A first start, after which the model is kept.</summary>
    public float[] Fill()
    {
        float[] output = [];
        Start(started =>
        {
            output = started.Run(3);
            started.WaitForKeeper();
        });
        return output;
    }

    public static byte[] Model(int size, float scale) => new OnnxModelBuilder("test")
        .Input("x", ElementType.Float32, "n", size)
        .Output("y", ElementType.Float32, "n", size)
        .Initializer("first", Weights(size, scale, 13), size, Hidden)
        .Initializer("bias", Weights(1, scale, 7), Hidden)
        .Initializer("second", Weights(size, scale, 11), Hidden, size)
        .Node("MatMul", ["x", "first"], ["a"])
        .Node("Add", ["a", "bias"], ["b"])
        .Node("Relu", ["b"], ["c"])
        .Node("MatMul", ["c", "second"], ["y"])
        .ToBytes();

    public void Dispose() => _folder.Dispose();

    private static float[] Weights(int size, float scale, int period) =>
        [.. Enumerable.Range(0, size * Hidden).Select(i => scale * ((i % period) - (period / 2)) / period)];

    /// <summary>The model while it is open.</summary>
    internal sealed record Started(
        KeptModelCase Case, OnnxRuntimeBackend Backend, BackendRequest Request, OnnxRuntimeArtefact Artefact, IInferenceSession Session)
    {
        public float[] Run(int rows) => Run(Session, rows);

        public float[] Run(IInferenceSession session, int rows)
        {
            using ISessionBinding binding = session.CreateBinding();
            return Run(binding, rows);
        }

        public float[] Run(ISessionBinding binding, int rows)
        {
            float[] x = [.. Enumerable.Range(0, rows * Case._size).Select(i => i % 7 / 7f)];
            Bindings.SetInput(binding, 0, TestTensor.Create(x, rows, Case._size));
            binding.SetOutput(0);
            binding.Run(CancellationToken.None);
            return Bindings.GetOutput(binding, 0, ElementType.Float32).AsSpan<float>().ToArray();
        }

        public void WaitForKeeper() => Assert.True(
            SpinWait.SpinUntil(() => Artefact.Kept!.IsIdle, TimeSpan.FromSeconds(60)), "Nothing was kept within a minute.");
    }
}
