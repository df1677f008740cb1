namespace TypedRtx.Caching;

/// <summary>What tells a model from others more quickly than its hash does.</summary>
/// <param name="Place">What its hash is remembered under.</param>
/// <param name="Text">Equal for files that were not changed, as far as that can be told.</param>
/// <param name="Changed">When one of the files last changed, in nanoseconds since 1970; 0 where that says nothing.</param>
internal sealed record ModelFingerprint(string Place, string Text, long Changed)
{
    // Ticks of clocks of file systems, and clocks that differ a little.
    private static readonly TimeSpan LongestTick = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether a change from now on would show: files that changed a moment ago may change again within the same tick of the clock of
    /// their file system, and those of the future within any.
    /// </summary>
    public bool IsSettled(DateTime now) =>
        Changed / TimeSpan.NanosecondsPerTick < (now - DateTime.UnixEpoch - LongestTick).Ticks;
}
