using System.Numerics.Tensors;
using TypedRtx.Runtime;

namespace TypedRtx;

/// <summary>
/// Outputs whose names differ in a number alone, <c>present.0.key</c> to <c>present.31.key</c>, by that number. Views are
/// made when they are asked for and live as long as the outputs they belong to.
/// </summary>
/// <typeparam name="T">The element type of each tensor.</typeparam>
public readonly ref struct TensorFamily<T>
{
    private readonly OutputLease _lease;
    private readonly ITensorOutputs? _outputs;
    private readonly ReadOnlySpan<int> _indexes;

    internal TensorFamily(OutputLease lease, ReadOnlySpan<int> indexes)
    {
        _lease = lease;
        _indexes = indexes;
    }

    internal TensorFamily(ITensorOutputs outputs, ReadOnlySpan<int> indexes)
    {
        _outputs = outputs;
        _indexes = indexes;
    }

    /// <summary>How many there are.</summary>
    public int Count => _indexes.Length;

    /// <summary>One tensor, in place.</summary>
    /// <param name="index">The number in its name, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such number.</exception>
    /// <exception cref="ObjectDisposedException">The outputs were disposed.</exception>
    public TensorView<T> this[int index] =>
        _outputs is null ? _lease.View<T>(_indexes[index]) : _outputs.Output<T>(_indexes[index]);

    /// <summary>Copies all into memory of their own.</summary>
    /// <exception cref="ObjectDisposedException">The outputs were disposed.</exception>
    public Tensor<T>[] ToTensors()
    {
        Tensor<T>[] tensors = new Tensor<T>[Count];
        for (int i = 0; i < tensors.Length; i++)
        {
            tensors[i] = this[i].ToTensor();
        }

        return tensors;
    }

    /// <summary>Enumerates the views in the order of their numbers.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Walks over the views.</summary>
    public ref struct Enumerator
    {
        private readonly TensorFamily<T> _family;
        private int _index = -1;

        internal Enumerator(TensorFamily<T> family) => _family = family;

        /// <summary>The view that the enumerator stands on.</summary>
        public readonly TensorView<T> Current => _family[_index];

        /// <summary>Goes to the next view.</summary>
        public bool MoveNext() => ++_index < _family.Count;
    }
}
