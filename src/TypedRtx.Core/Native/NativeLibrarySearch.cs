namespace TypedRtx.Native;

/// <summary>What a search for a native library gave.</summary>
/// <param name="Handle">The loaded library, with a reference that the caller owns; 0 when none was found.</param>
/// <param name="Location">
/// Its absolute path, or the name that the system's loader found it by; null when none was found.
/// </param>
/// <param name="Attempts">Every place searched, in order.</param>
public sealed record NativeLibrarySearch(nint Handle, string? Location, IReadOnlyList<NativeLibraryAttempt> Attempts)
{
    /// <summary>Whether a library was found.</summary>
    public bool IsFound => Handle != 0;

    /// <summary>
    /// Every place searched and what came of it, one a line, indented: the part of an error that helps.
    /// </summary>
    public string Trace => string.Join('\n', Attempts.Select(attempt => $"  {attempt}"));
}
