namespace TypedRtx.Caching;

/// <summary>
/// Keeps what backends compile, between runs of the program. Safe for concurrent use. Never throws for what a disk can do:
/// an entry that cannot be read is none, one that cannot be written is not kept; both are logged.
/// </summary>
internal interface ICacheStore
{
    /// <summary>Finds an entry whose key, length and checksums are right; reads all of it.</summary>
    /// <returns>The entry, to be disposed; null when there is none.</returns>
    CacheEntry? Read(CacheKey key);

    /// <summary>
    /// Finds an entry as <see cref="Read(CacheKey)"/> does, but of a large one reads a sample, and leaves the rest to the checks of the
    /// model. For what is used in place and cannot do harm: what a library takes in is read as a whole first.
    /// </summary>
    /// <param name="key">What it is valid for.</param>
    /// <param name="checks">The checks; null to read all of it now.</param>
    /// <returns>The entry, to be disposed; null when there is none.</returns>
    CacheEntry? Read(CacheKey key, CacheChecks? checks) => Read(key);

    /// <summary>Keeps an entry in place of the one that was there.</summary>
    /// <param name="key">What it is valid for.</param>
    /// <param name="write">Writes the payload; what it throws is thrown on, and nothing is kept.</param>
    /// <returns>Whether it was kept.</returns>
    bool Write(CacheKey key, Action<Stream> write);

    /// <summary>Puts an entry aside that turned out to be useless though its checksum is right.</summary>
    /// <param name="key">The entry.</param>
    /// <param name="reason">Why, for the log.</param>
    void Quarantine(CacheKey key, string reason);

    /// <summary>
    /// Waits a bounded time until no other user of the store, in this process or another, holds the lock of an entry. One makes
    /// an entry while the others wait and then read it. Nothing depends on it: without it, work is done twice.
    /// </summary>
    /// <param name="key">The entry.</param>
    /// <param name="timeout">How long to wait at most; zero to try once.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The lock, to be disposed; null when it was not to be had in time, or the store has none.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    IDisposable? Lock(CacheKey key, TimeSpan timeout, CancellationToken cancellationToken = default) => null;
}
