using System.Numerics.Tensors;
using TypedRtx.Runtime;

namespace TypedRtx;

/// <content>A state that begins with what is given.</content>
public abstract partial class ModelState
{
    /// <summary>Gives a binder the lengths that the state was made with.</summary>
    /// <exception cref="ObjectDisposedException">The state was disposed.</exception>
    protected void BindFixed(scoped ref SymbolBinder symbols)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        foreach (int symbol in _runtime.Model.States.FixedSymbols.AsSpan())
        {
            symbols.Held(symbol, _lengths[symbol]);
        }
    }

    /// <summary>Takes over the length of what is given.</summary>
    /// <param name="key">What <see cref="SymbolBinder.Resolve"/> gave.</param>
    /// <exception cref="TensorShapeException">Parts that grow together have different lengths.</exception>
    /// <exception cref="StateCapacityException">It is longer than the state has room for.</exception>
    protected void Hold(scoped ReadOnlySpan<int> key)
    {
        ReadOnlySpan<int> growing = _runtime.Model.States.GrowthSymbols.AsSpan();
        int length = growing.Length == 0 ? 0 : key[growing[0]];
        foreach (int symbol in growing)
        {
            if (key[symbol] != length)
            {
                StateErrors.ThrowUneven(_runtime.Model, growing[0], length, symbol, key[symbol]);
            }
        }

        Length = length <= Capacity
            ? length
            : throw new StateCapacityException(_runtime.Model.Name, Capacity, Length, length);
    }

    /// <summary>Takes over one part of the state.</summary>
    protected void Put<T>(int input, scoped TensorView<T> value)
    {
        Span<int> symbols = stackalloc int[_lengths.Length];
        SymbolsAt(Length, symbols);
        foreach (StateBuffers buffer in _buffers)
        {
            if (buffer.Input == input)
            {
                buffer.Write(value, symbols);
            }
        }
    }

    /// <summary>Takes over one part of the state that has no axes.</summary>
    protected void PutScalar<T>(int input, T value) => Put(input, new TensorView<T>([value], TensorShape.Scalar));

    /// <summary>Takes over several parts of the state.</summary>
    protected void Put<T>(scoped ReadOnlySpan<int> inputs, scoped ReadOnlySpan<Tensor<T>> tensors)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            Put(inputs[i], (TensorView<T>)tensors[i]);
        }
    }
}
