namespace TypedRtx.Caching;

/// <summary>A check of something that is in use already.</summary>
/// <param name="Run">
/// Does it, and puts aside what is wrong; gives what is wrong, null when nothing is. May throw what a disk does, which says nothing.
/// </param>
/// <param name="Held">What it needs, freed when it is done or given up.</param>
internal sealed record CacheCheck(Func<CancellationToken, string?> Run, IDisposable? Held = null);
