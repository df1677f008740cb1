using TypedRtx.Backends;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>One input of a set of run buffers: memory of ours, made when first needed, or the caller's for one run.</summary>
internal sealed class BoundInput(int index, ElementType element, TensorShape shape)
{
    private nint _borrowed;
    private bool _isOwnBound;

    public TensorShape Shape { get; } = shape;

    public long ByteLength { get; } = checked(shape.Length * ElementTypes.BitsOf(element) / 8);

    public HostMemory? Memory { get; private set; }

    /// <summary>Our memory, bound; created on first use.</summary>
    public HostMemory Own(ISessionBinding binding)
    {
        Memory ??= HostMemory.Allocate(ByteLength);
        if (!_isOwnBound)
        {
            binding.SetInput(index, Memory, Shape);
            _isOwnBound = true;
            _borrowed = 0;
        }

        return Memory;
    }

    /// <summary>Binds memory that the caller keeps pinned for the next run.</summary>
    public void Borrow(ISessionBinding binding, nint address)
    {
        if (_borrowed != address)
        {
            binding.SetInput(index, address, Shape);
            _borrowed = address;
            _isOwnBound = false;
        }
    }

    /// <summary>Copies text in, for this and later runs.</summary>
    public void SetStrings(ISessionBinding binding, ReadOnlySpan<string> values) => binding.SetInput(index, values, Shape);
}
