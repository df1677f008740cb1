namespace TypedRtx.Native;

/// <summary>One place that was searched for a native library, and what came of it.</summary>
/// <param name="Place">A file, a folder, or a name that the system's loader was asked for.</param>
/// <param name="Outcome">What happened there.</param>
public readonly record struct NativeLibraryAttempt(string Place, string Outcome)
{
    /// <summary>One line of a trace.</summary>
    public override string ToString() => $"{Place}: {Outcome}";
}
