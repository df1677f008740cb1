namespace TypedRtx;

/// <summary>A tensor or a dimension given to a model does not fit; the message names tensor, axis, symbol and values.</summary>
public sealed class TensorShapeException : ArgumentException
{
    /// <summary>Makes an error without a message.</summary>
    public TensorShapeException()
    {
    }

    /// <summary>Makes an error with a message.</summary>
    public TensorShapeException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with a message and its cause.</summary>
    public TensorShapeException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an error about a tensor or a symbol.</summary>
    public TensorShapeException(string message, string? tensor, int? axis = null, string? symbol = null)
        : base(message)
    {
        Tensor = tensor;
        Axis = axis;
        Symbol = symbol;
    }

    /// <summary>The ONNX name of the tensor; null when the error is about a symbol alone.</summary>
    public string? Tensor { get; }

    /// <summary>The axis, from 0; null when the error is about the whole tensor.</summary>
    public int? Axis { get; }

    /// <summary>The symbol concerned; null when there is none.</summary>
    public string? Symbol { get; }
}
