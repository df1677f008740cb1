using System.Runtime.InteropServices;
using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Cuda;
using TypedRtx.Runtime;
using TypedRtx.Signatures;
using TypedRtx.TensorRtRtx.Interop;
using TypedRtx.TestKit;

namespace TypedRtx.TensorRtRtx.Tests;

/// <summary>A small model, built and opened with the double of library and driver.</summary>
internal sealed class RunningModel : IDisposable
{
    private const string ShapeInput = "s";

    private static readonly SymbolRange[] ShapeValues = [SymbolRange.Parse("rows=1..2..4"), SymbolRange.Parse("columns=1..2")];

    private readonly BackendRequest _request;
    private readonly RtxOpenEngine _open;

    public RunningModel(
        RtxLibrary library,
        CudaDevice device,
        OnnxModelBuilder model,
        ModelOptions? options = null,
        ICacheStore? cache = null,
        OnnxModelBuilder? compiled = null,
        params IReadOnlyList<string> profiles)
    {
        byte[] bytes = model.ToBytes();
        using MemoryStream stream = new((compiled ?? model).ToBytes());
        ModelSignature signature = OnnxModelReader.Read(stream).Signature;
        ShapePlan plan = ShapePlan.From(signature);
        OptimizationProfile[] parsed = [.. profiles.Select((text, i) => Profile($"p{i}", text))];
        ModelDescriptor descriptor = new(
            "Model",
            "model.onnx",
            "model.onnx",
            ModelDelivery.External,
            typeof(RunningModel).Assembly,
            signature.ToString(),
            [.. signature.Inputs.Select((_, i) => $"input{i}")],
            [.. signature.Outputs.Select((_, i) => $"output{i}")],
            [.. plan.Symbols.Select(symbol => symbol.Name)],
            parsed);
        ModelSource source = ModelSource.FromBytes(bytes, "model.onnx");
        BackendRequest request = new(descriptor, source, options ?? new ModelOptions()) { Cache = cache ?? NoCache.Instance };
        EngineBuildRequest build = new(source) { Profiles = request.Profiles };
        if (signature.Inputs.Any(input => input.Name == ShapeInput))
        {
            build = build with { ShapeValues = new Dictionary<string, IReadOnlyList<SymbolRange>> { [ShapeInput] = ShapeValues } };
        }

        using EngineBuild running = new(library, build, CancellationToken.None);
        using EngineBytes engine = running.ToMemory(null, CancellationToken.None);
        _request = request;
        _open = RtxOpenEngine.Open(
            library,
            device,
            request,
            engine.Address,
            engine.ByteLength,
            new CacheKey("model", "engine", new[] { "library=double" }.ToEquatableArray()),
            CancellationToken.None);
        Session = RtxSession.Open(_open, request, isSpecialized: false, CancellationToken.None);
    }

    public RtxSession Session { get; }

    /// <summary>a + b, elementwise, of [n].</summary>
    public static OnnxModelBuilder Add() => new OnnxModelBuilder()
        .Input("a", ElementType.Float32, "n")
        .Input("b", ElementType.Float32, "n")
        .Output("y", ElementType.Float32, "n")
        .Node("Add", ["a", "b"], ["y"]);

    /// <summary>The indices of what is not zero in x of [n]: [1, m], where the data decide m.</summary>
    public static OnnxModelBuilder NonZero() => new OnnxModelBuilder()
        .Input("x", ElementType.Float32, "n")
        .Output("y", ElementType.Int64, 1, "m")
        .Node("NonZero", ["x"], ["y"]);

    /// <summary>x of [n] in the shape that s holds: shapes follow from values.</summary>
    public static OnnxModelBuilder Reshape() => new OnnxModelBuilder()
        .Input("x", ElementType.Float32, "n")
        .Input("s", ElementType.Int64, 2)
        .Output("y", ElementType.Float32, "rows", "columns")
        .Node("Reshape", ["x", "s"], ["y"]);

    /// <summary>A session for lengths, on the same engine.</summary>
    public RtxSession Specialize()
    {
        Assert.True(_open.TryShare());
        return RtxSession.Open(_open, _request, isSpecialized: true, CancellationToken.None);
    }

    public ISessionBinding Bind() => Session.CreateBinding();

    /// <summary>Memory that holds numbers.</summary>
    public TensorMemory Memory(MemoryKind kind, params ReadOnlySpan<float> values)
    {
        TensorMemory memory = Session.Allocate(kind, values.Length * sizeof(float));
        try
        {
            memory.Write(0, MemoryMarshal.AsBytes(values));
            return memory;
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    public TensorMemory Room(MemoryKind kind, int count) => Session.Allocate(kind, count * sizeof(float));

    public static float[] Floats(TensorMemory memory, int count)
    {
        float[] values = new float[count];
        memory.Read(0, MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    public void Dispose() => Session.Dispose();

    private static OptimizationProfile Profile(string name, string text) =>
        new(name, [.. text.Split(',', StringSplitOptions.TrimEntries).Select(SymbolRange.Parse)]);
}
