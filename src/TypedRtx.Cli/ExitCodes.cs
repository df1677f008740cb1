namespace TypedRtx.Cli;

/// <summary>How the tool ends; stated in its help.</summary>
internal static class ExitCodes
{
    /// <summary>All was done.</summary>
    public const int Done = 0;

    /// <summary>Something could not be done; a message says what.</summary>
    public const int Failed = 1;

    /// <summary>The command line is not understood.</summary>
    public const int Usage = 2;

    /// <summary>The native library of a backend is missing or cannot be used.</summary>
    public const int NoLibrary = 3;

    /// <summary>Ctrl+C: what shells give for a program that it ended.</summary>
    public const int Cancelled = 130;
}
