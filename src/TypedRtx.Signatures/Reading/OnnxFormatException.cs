namespace TypedRtx.Signatures;

/// <summary>
/// A file is not an ONNX model that can be used; the message says what was expected, what was found and where.
/// </summary>
public sealed class OnnxFormatException : FormatException
{
    /// <summary>Makes an exception without details.</summary>
    public OnnxFormatException()
        : this("The file is not a usable ONNX model.")
    {
    }

    /// <summary>Makes an exception with a message of its own.</summary>
    public OnnxFormatException(string message)
        : base(message) => Kind = OnnxFormatError.Malformed;

    /// <summary>Makes an exception with a message of its own.</summary>
    public OnnxFormatException(string message, Exception innerException)
        : base(message, innerException) => Kind = OnnxFormatError.Malformed;

    internal OnnxFormatException(OnnxFormatError kind, long position, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        Position = position;
    }

    /// <summary>What is wrong, for programs.</summary>
    public OnnxFormatError Kind { get; }

    /// <summary>The byte, counted from where reading began, at which it was noticed.</summary>
    public long Position { get; }
}
