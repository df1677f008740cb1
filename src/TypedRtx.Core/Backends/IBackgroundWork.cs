namespace TypedRtx.Backends;

/// <summary>A session, or what one is of, that works in the background: makes what answers faster, and keeps it for later starts.</summary>
internal interface IBackgroundWork
{
    /// <summary>Whether nothing waits and nothing is under way. More may come with the next run.</summary>
    bool IsIdle { get; }
}
