using System.Numerics.Tensors;

namespace TypedRtx.Runtime;

/// <content>Inputs whose names differ in a number alone, given as one list.</content>
public ref partial struct SymbolBinder
{
    /// <summary>Takes the shapes of several inputs.</summary>
    /// <param name="inputs">Their indexes, in the order of the numbers in their names.</param>
    /// <param name="tensors">One tensor for each.</param>
    /// <exception cref="ArgumentException">There are more or fewer tensors than inputs, or one is null.</exception>
    /// <exception cref="TensorShapeException">A shape does not fit the model or another input.</exception>
    public void Read<T>(scoped ReadOnlySpan<int> inputs, scoped ReadOnlySpan<Tensor<T>> tensors)
    {
        if (tensors.Length != inputs.Length)
        {
            FamilyErrors.ThrowCount(_model, inputs, tensors.Length);
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            if (tensors[i] is null)
            {
                FamilyErrors.ThrowNull(_model, inputs[i]);
            }

            Read(inputs[i], ((TensorView<T>)tensors[i]).Shape);
        }
    }
}
