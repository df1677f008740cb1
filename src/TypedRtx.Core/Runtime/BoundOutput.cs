using TypedRtx.Backends;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>
/// One output of a set of run buffers. Memory is bound before the run where the shape is known, from the symbols or from
/// an earlier run of the same dims; otherwise the backend allocates and the result is copied.
/// </summary>
internal sealed class BoundOutput(ModelDescriptor model, IInferenceSession session, int index) : IDisposable
{
    private readonly string _display = $"output '{model.Outputs[index].Name}'";
    private bool _isPrebound;

    public TensorShape Shape { get; private set; }

    public HostMemory? Memory { get; private set; }

    public string[]? Strings { get; private set; }

    /// <summary>Binds memory of a shape.</summary>
    public void Prebind(ISessionBinding binding, in TensorShape shape)
    {
        Reserve(shape);
        binding.SetOutput(index, Memory!, shape);
        _isPrebound = true;
    }

    /// <summary>Leaves the shape to the backend.</summary>
    public void LeaveOpen(ISessionBinding binding)
    {
        binding.SetOutput(index);
        _isPrebound = false;
    }

    /// <summary>Takes the result of a run out of the backend's hands, unless it is in our memory already.</summary>
    public void Fetch(ISessionBinding binding)
    {
        if (_isPrebound)
        {
            return;
        }

        TensorShape shape = binding.GetOutputShape(index);
        if (model.Outputs[index].Element == ElementType.String)
        {
            string[] strings = new string[shape.Length];
            binding.CopyOutput(index, strings);
            Strings = strings;
            Shape = shape;
            return;
        }

        Reserve(shape);
        binding.CopyOutput(index, Memory!.Bytes);
    }

    /// <summary>Gives up what the session added to the memory. Spans over it stay valid.</summary>
    public void Dispose() => Memory?.Dispose();

    // Shape and memory change together, or not at all when there is no memory to be had.
    private void Reserve(in TensorShape shape)
    {
        long byteLength = TensorBytes.Of(model, _display, model.Outputs[index].Element, shape);
        if (Memory?.ByteLength != byteLength)
        {
            HostMemory? before = Memory;
            Memory = TensorBytes.Allocate(model, session, _display, shape, byteLength);
            before?.Dispose();
        }

        Shape = shape;
    }
}
