using System.Numerics.Tensors;

namespace TypedRtx.Runtime;

/// <content>Tensors whose names differ in a number alone.</content>
public readonly partial struct OutputLease
{
    /// <summary>Several tensor outputs, in place.</summary>
    /// <param name="outputs">Their indexes, in the order of the numbers in their names; memory that does not move.</param>
    public TensorFamily<T> Family<T>(ReadOnlySpan<int> outputs) => new(this, outputs);

    /// <summary>Several tensor outputs, copied into memory of their own.</summary>
    /// <exception cref="ObjectDisposedException">The outputs were disposed.</exception>
    public Tensor<T>[] ToTensors<T>(ReadOnlySpan<int> outputs) => Family<T>(outputs).ToTensors();
}
