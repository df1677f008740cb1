namespace TypedRtx;

/// <summary>A model file does not fit the class that was compiled for it; the message lists every difference.</summary>
public sealed class ModelMismatchException : TypedRtxException
{
    /// <summary>Makes an error without a message.</summary>
    public ModelMismatchException()
    {
    }

    /// <summary>Makes an error with a message.</summary>
    public ModelMismatchException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with a message and its cause.</summary>
    public ModelMismatchException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
