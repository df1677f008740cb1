namespace TypedRtx.Signatures;

/// <summary>A text is not an <c>.onnxsig</c> signature; the message names the line and what stands there.</summary>
public sealed class SignatureFormatException : FormatException
{
    /// <summary>Makes an exception that names no line.</summary>
    public SignatureFormatException()
        : this("The text is not an .onnxsig signature.")
    {
    }

    /// <summary>Makes an exception that names no line.</summary>
    public SignatureFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception that names no line.</summary>
    public SignatureFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal SignatureFormatException(int line, string message)
        : base($"Line {DimensionExpression.Number(line)}: {message}") => Line = line;

    /// <summary>The line of the text, from 1; 0 when none is named.</summary>
    public int Line { get; }
}
