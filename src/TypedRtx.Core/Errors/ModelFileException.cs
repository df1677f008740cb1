namespace TypedRtx;

/// <summary>A model file is missing, unreadable or no ONNX model; the message names the file and what is wrong with it.</summary>
public sealed class ModelFileException : TypedRtxException
{
    /// <summary>Makes an error without a message.</summary>
    public ModelFileException()
    {
    }

    /// <summary>Makes an error with a message.</summary>
    public ModelFileException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with a message and its cause.</summary>
    public ModelFileException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
