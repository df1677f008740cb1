using TypedRtx.Backends;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>
/// One output of a set of run buffers. Memory is bound before the run where the shape is known, from the symbols or from
/// an earlier run of the same dims; otherwise the backend allocates and the result is copied.
/// </summary>
internal sealed class BoundOutput(int index, ElementType element)
{
    private bool _isPrebound;

    public TensorShape Shape { get; private set; }

    public HostMemory? Memory { get; private set; }

    public string[]? Strings { get; private set; }

    /// <summary>Binds memory of a shape.</summary>
    public void Prebind(ISessionBinding binding, in TensorShape shape)
    {
        Shape = shape;
        long byteLength = ByteLengthOf(shape);
        Memory = Memory?.ByteLength == byteLength ? Memory : HostMemory.Allocate(byteLength);
        binding.SetOutput(index, Memory, shape);
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

        Shape = binding.GetOutputShape(index);
        if (element == ElementType.String)
        {
            Strings = new string[Shape.Length];
            binding.CopyOutput(index, Strings);
            return;
        }

        long byteLength = ByteLengthOf(Shape);
        if (Memory is null || Memory.ByteLength != byteLength)
        {
            Memory = HostMemory.Allocate(byteLength);
        }

        binding.CopyOutput(index, Memory.Bytes);
    }

    private long ByteLengthOf(in TensorShape shape) => checked(shape.Length * ElementTypes.BitsOf(element) / 8);
}
