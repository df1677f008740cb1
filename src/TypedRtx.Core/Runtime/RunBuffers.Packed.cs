using TypedRtx.Backends;

namespace TypedRtx.Runtime;

internal sealed partial class RunBuffers
{
    /// <summary>An input's own memory, bound for the next run.</summary>
    public HostMemory OwnInput(int index) => _inputs[index]!.Own(_binding);

    /// <summary>An input's own memory as a tensor of packed elements, bound for the next run.</summary>
    public PackedTensor<T> PackedInput<T>(int index)
        where T : struct, IPackedElement<T> => new(OwnInput(index).AsMemory(), _inputs[index]!.Shape);

    public PackedTensorView<T> PackedOutput<T>(int index)
        where T : struct, IPackedElement<T> => new(_outputs[index]!.Memory!.Bytes, _outputs[index]!.Shape);
}
