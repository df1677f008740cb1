namespace TypedRtx;

/// <summary>The base of the errors that TypedRtx raises, argument mistakes excepted.</summary>
public class TypedRtxException : Exception
{
    /// <summary>Makes an error without a message.</summary>
    public TypedRtxException()
    {
    }

    /// <summary>Makes an error with a message.</summary>
    public TypedRtxException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with a message and its cause.</summary>
    public TypedRtxException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
