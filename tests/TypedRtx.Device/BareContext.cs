using TypedRtx.Backends;
using TypedRtx.Cuda;
using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.Device;

/// <summary>A context of an engine and the calls that a run must make, with nothing around them.</summary>
internal sealed unsafe class BareContext : IDisposable
{
    private readonly CudaStream _stream;
    private readonly RtxEngine _engine;
    private readonly ModelDescriptor _model;
    private readonly RtxHandle _context;
    private readonly ExecutionContextApi _api;
    private readonly List<TensorMemory> _memory = [];

    public BareContext(RtxSession session, ModelDescriptor model, int[] dims, bool isForSteps = false)
    {
        RtxEngine engine = session.Engine;
        _engine = engine;
        _model = model;
        engine.Cuda.MakeCurrent();
        _stream = CudaStream.Create(engine.Cuda);
        _context = engine.CreateContext(isForSteps ? RtxContextKind.Steps : RtxContextKind.General);
        _api = new ExecutionContextApi(_context);
        Signatures.ShapePlan plan = model.Plan;
        for (int i = 0; i < engine.Inputs.Length; i++)
        {
            if (engine.Inputs[i] is { } input)
            {
                int[] shape = [.. plan.Inputs[i]!.Dimensions.Select(dimension => (int)dimension.Evaluate(dims))];
                RtxDims lengths = RtxDims.From(shape);
                Require(_api.SetInputShape(input.NativeName, &lengths));
                Require(_api.SetTensorAddress(input.NativeName, Allocate(session, shape)));
            }
        }

        for (int i = 0; i < engine.Outputs.Length; i++)
        {
            int[] shape = [.. plan.Outputs[i]!.Dimensions.Select(dimension => (int)dimension.Evaluate(dims))];
            Require(_api.SetTensorAddress(engine.Outputs[i]!.NativeName, Allocate(session, shape)));
        }
    }

    public void Run()
    {
        Require(_api.Enqueue(_stream.Pointer));
        _stream.Synchronize();
    }

    public void RunLocked(Lock gate)
    {
        lock (gate)
        {
            Require(_api.Enqueue(_stream.Pointer));
        }

        _stream.Synchronize();
    }

    public byte[] Output() => Copy(_memory[^1]);

    public void Fill(int input, ReadOnlySpan<byte> bytes) => _memory[input].Write(0, bytes);

    /// <summary>Gives inputs the shapes of other dims, and says how long that and what the library then does took, in milliseconds.</summary>
    public (double Shapes, double Infer, double Enqueue, double Wait) Step(int[] dims)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        for (int i = 0; i < _engine.Inputs.Length; i++)
        {
            if (_engine.Inputs[i] is { } input)
            {
                RtxDims lengths = RtxDims.From([.. _model.Plan.Inputs[i]!.Dimensions.Select(dimension => (int)dimension.Evaluate(dims))]);
                Require(_api.SetInputShape(input.NativeName, &lengths));
            }
        }

        long shaped = System.Diagnostics.Stopwatch.GetTimestamp();
        _ = _api.InferShapes();
        long inferred = System.Diagnostics.Stopwatch.GetTimestamp();
        Require(_api.Enqueue(_stream.Pointer));
        long queued = System.Diagnostics.Stopwatch.GetTimestamp();
        _stream.Synchronize();
        long done = System.Diagnostics.Stopwatch.GetTimestamp();
        return (Milliseconds(start, shaped), Milliseconds(shaped, inferred), Milliseconds(inferred, queued), Milliseconds(queued, done));
    }

    private static double Milliseconds(long from, long to) => System.Diagnostics.Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;

    private static byte[] Copy(TensorMemory memory)
    {
        byte[] bytes = new byte[memory.ByteLength];
        memory.Read(0, bytes);
        return bytes;
    }

    public void Dispose()
    {
        _context.Dispose();
        _stream.Dispose();
        _memory.ForEach(block => block.Dispose());
    }

    private nint Allocate(RtxSession session, int[] shape)
    {
        long length = shape.Aggregate(8L, (product, axis) => product * axis);
        TensorMemory block = session.Allocate(MemoryKind.Device, length);
        block.Clear();
        _memory.Add(block);
        return block.Address;
    }

    private static void Require(bool isDone)
    {
        if (!isDone)
        {
            throw new InvalidOperationException("The library refused a call of the bare loop.");
        }
    }
}
