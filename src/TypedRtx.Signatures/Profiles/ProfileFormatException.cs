namespace TypedRtx.Signatures;

/// <summary>A text is no optimization profile; the message names the place, what belongs there and what stands there.</summary>
public sealed class ProfileFormatException : FormatException
{
    /// <summary>Makes an exception that names no place.</summary>
    public ProfileFormatException()
        : this("The text is no optimization profile.")
    {
    }

    /// <summary>Makes an exception that names no place.</summary>
    public ProfileFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception that names no place.</summary>
    public ProfileFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
