using TypedRtx.Backends;

namespace TypedRtx.Runtime.Widening;

/// <summary>What goes on behind the runs.</summary>
internal sealed partial class WideningSession : IBackgroundWork
{
    /// <inheritdoc />
    public bool IsIdle => _builds.IsIdle && Current is not { IsIdle: false } && _next.Opened is not { IsIdle: false };
}
