using System.Diagnostics;
using TypedRtx.Backends;
using TypedRtx.Cuda;
using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.Device.Hand;

/// <summary>The library of TensorRT for RTX by itself: one context with a strategy of its own, and one call a run.</summary>
internal sealed unsafe class BareRtx : IDisposable
{
    private const int Lazy = 0;
    private const int WholeGraph = 1;

    private readonly CudaStream _stream;
    private readonly RtxHandle _runtime;
    private readonly RtxHandle _engine;
    private readonly RtxHandle _config;
    private readonly RtxHandle _cache;
    private readonly RtxHandle _context;
    private readonly ExecutionContextApi _api;
    private readonly TensorMemory[] _inputs;
    private readonly TensorMemory[] _outputs;
    private readonly (RtxTensor?[] Inputs, RtxTensor?[] Outputs) _tensors;

    /// <summary>Makes a context that compiles in the background and records graphs, as a program by hand would.</summary>
    /// <param name="artefact">The engine.</param>
    /// <param name="model">The model.</param>
    /// <param name="dims">One length per symbol.</param>
    /// <param name="cache">What <see cref="SaveCache"/> gave in an earlier process; null for nothing.</param>
    public BareRtx(RtxArtefact artefact, ModelDescriptor model, int[] dims, byte[]? cache)
    {
        RtxAbi abi = artefact.Library.Abi;
        CudaContext cuda = artefact.Cuda;
        cuda.MakeCurrent();
        _stream = CudaStream.Create(cuda);
        _runtime = artefact.Library.CreateRuntime();
        _engine = new RtxHandle(abi, NotZero(new RuntimeApi(_runtime).Deserialize(artefact.Engine.Address, artefact.Engine.ByteLength)), _runtime);
        EngineApi engine = new(_engine);
        _config = new RtxHandle(abi, NotZero(engine.CreateRuntimeConfig()), _engine);
        RuntimeConfigApi config = new(_config);
        config.SetSpecialization(Lazy);
        Require(config.SetGraphs(WholeGraph));
        _cache = new RtxHandle(abi, NotZero(config.CreateCache()), _engine);
        if (cache is not null)
        {
            fixed (byte* data = cache)
            {
                Require(new RuntimeCacheApi(_cache).Deserialize((nint)data, cache.Length));
            }
        }

        Require(config.SetCache(_cache));
        long start = Stopwatch.GetTimestamp();
        _context = new RtxHandle(abi, NotZero(engine.CreateContext(_config)), _config, _cache, _engine);
        Creation = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        _api = new ExecutionContextApi(_context);
        _tensors = RtxTensorTable.Read(engine, model);
        _inputs = [.. _tensors.Inputs.Select((tensor, i) => Bind(tensor, Shape(model.Plan.Inputs[i], dims), isInput: true))];
        _outputs = [.. _tensors.Outputs.Select((tensor, i) => Bind(tensor, Shape(model.Plan.Outputs[i], dims), isInput: false))];
    }

    /// <summary>The milliseconds that making the context took.</summary>
    public double Creation { get; }

    public void Fill(byte[][] inputs)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            _inputs[i].Write(0, inputs[i]);
        }
    }

    public byte[][] Outputs() => [.. _outputs.Select(memory =>
    {
        byte[] bytes = new byte[memory.ByteLength];
        memory.Read(0, bytes);
        return bytes;
    })];

    public void Run()
    {
        Require(_api.Enqueue(_stream.Pointer));
        _stream.Synchronize();
    }

    /// <summary>The kernels that were compiled, for another process.</summary>
    public byte[] SaveCache()
    {
        using RtxHandle memory = new(_cache.Abi, NotZero(new RuntimeCacheApi(_cache).Serialize()), _cache);
        HostMemoryApi api = new(memory);
        return new ReadOnlySpan<byte>((void*)api.GetData(), (int)api.GetByteLength()).ToArray();
    }

    public void Dispose()
    {
        _stream.Synchronize();
        Array.ForEach<IDisposable>([.. _inputs, .. _outputs, _context, _cache, _config, _engine, _runtime, _stream], item => item.Dispose());
    }

    private static int[] Shape(Signatures.PlannedShape? plan, int[] dims) => KeyReader.TryShape(plan, dims, out TensorShape shape)
        ? shape.Dimensions.ToArray()
        : throw new NotSupportedException("The bare library is given memory for outputs whose shapes follow from the inputs' alone.");

    private TensorMemory Bind(RtxTensor? tensor, int[] shape, bool isInput)
    {
        if (tensor is null)
        {
            return HostMemory.Allocate(shape.Aggregate(8L, (product, axis) => product * axis));
        }

        TensorMemory memory = tensor.IsOnHost
            ? HostMemory.Allocate(tensor.ByteLength(new TensorShape(shape)))
            : DeviceMemory.Allocate(_stream, tensor.ByteLength(new TensorShape(shape)));
        RtxDims lengths = RtxDims.From(shape);
        Require(!isInput || _api.SetInputShape(tensor.NativeName, &lengths));
        Require(_api.SetTensorAddress(tensor.NativeName, memory.Address));
        return memory;
    }

    private static nint NotZero(nint pointer) => pointer != 0 ? pointer : throw new InvalidOperationException("The bare library makes no object.");

    private static void Require(bool isDone)
    {
        if (!isDone)
        {
            throw new InvalidOperationException("The bare library refused a call.");
        }
    }
}
