using System.Numerics.Tensors;

namespace TypedRtx.Runtime;

/// <content>Inputs whose names differ in a number alone, given as one list.</content>
public ref partial struct RunScope
{
    /// <summary>Sets several tensor inputs.</summary>
    /// <param name="inputs">Their indexes, in the order of the numbers in their names.</param>
    /// <param name="tensors">One tensor for each, as <see cref="SymbolBinder"/> checked.</param>
    public void Set<T>(scoped ReadOnlySpan<int> inputs, scoped ReadOnlySpan<Tensor<T>> tensors)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            Set(inputs[i], (TensorView<T>)tensors[i]);
        }
    }
}
