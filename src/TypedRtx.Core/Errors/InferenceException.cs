namespace TypedRtx;

/// <summary>A backend failed while loading or running a model.</summary>
public sealed class InferenceException : TypedRtxException
{
    /// <summary>Makes an error without a message.</summary>
    public InferenceException()
    {
    }

    /// <summary>Makes an error with a message.</summary>
    public InferenceException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with a message and its cause.</summary>
    public InferenceException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
