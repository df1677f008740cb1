namespace TypedRtx.Runtime;

/// <content>Steps of a state, which knows some symbols and fills some inputs.</content>
public ref partial struct SymbolBinder
{
    /// <summary>Takes the shape of an input that the state fills where it is not given (<c>default</c>).</summary>
    /// <exception cref="TensorShapeException">The shape does not fit the model or another input.</exception>
    public void ReadFilled(int input, scoped in TensorShape shape)
    {
        if (shape.IsSupplied)
        {
            Read(input, shape);
        }
    }

    /// <summary>Binds a symbol that the state knows.</summary>
    internal readonly void Held(int symbol, int value)
    {
        _scratch[symbol] = value;
        _scratch[_model.KeyLength + symbol] = SymbolOrigin.State;
    }
}
