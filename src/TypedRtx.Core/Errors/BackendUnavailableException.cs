namespace TypedRtx;

/// <summary>No backend can run the model; the message holds the reason of each one asked, with every path tried.</summary>
public sealed class BackendUnavailableException : TypedRtxException
{
    /// <summary>Makes an error without a message.</summary>
    public BackendUnavailableException()
    {
    }

    /// <summary>Makes an error with a message.</summary>
    public BackendUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with a message and its cause.</summary>
    public BackendUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
