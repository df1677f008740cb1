namespace TypedRtx;

/// <summary>An output did not have the shape that the model declares for it.</summary>
public sealed class OutputShapeException : TypedRtxException
{
    /// <summary>Makes an error without a message.</summary>
    public OutputShapeException()
    {
    }

    /// <summary>Makes an error with a message.</summary>
    public OutputShapeException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with a message and its cause.</summary>
    public OutputShapeException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
