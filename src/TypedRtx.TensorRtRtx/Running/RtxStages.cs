using TypedRtx.Cuda;

namespace TypedRtx.TensorRtRtx;

/// <summary>
/// Memory of the GPU that host tensors are copied through, one block per input or output. It grows and never shrinks. Blocks belong
/// to a context and not to bindings, so that their addresses stay whichever binding runs, and a recorded graph with them.
/// </summary>
internal sealed class RtxStages(CudaContext cuda, int count) : IDisposable
{
    private readonly DeviceBlock?[] _blocks = new DeviceBlock?[count];
    private readonly long[] _byteLengths = new long[count];

    /// <summary>The size of all blocks, in bytes.</summary>
    public long ByteLength => _byteLengths.Sum();

    /// <summary>The address of a tensor's block, with room for so many bytes.</summary>
    /// <exception cref="CudaException">There is not as much memory.</exception>
    public nint Reserve(int tensor, long byteLength)
    {
        if (_blocks[tensor] is { } block && _byteLengths[tensor] >= byteLength)
        {
            return block.Pointer;
        }

        // Every run is waited for, so nothing uses the smaller one; both at once may be too much.
        _blocks[tensor]?.Dispose();
        _blocks[tensor] = null;
        _byteLengths[tensor] = 0;
        block = DeviceBlock.Allocate(cuda, byteLength);
        _blocks[tensor] = block;
        _byteLengths[tensor] = byteLength;
        return block.Pointer;
    }

    public void Dispose()
    {
        foreach (DeviceBlock? block in _blocks)
        {
            block?.Dispose();
        }
    }
}
