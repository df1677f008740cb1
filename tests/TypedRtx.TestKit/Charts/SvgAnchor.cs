namespace TypedRtx.TestKit.Charts;

/// <summary>Where a text stands beside its place.</summary>
public enum SvgAnchor
{
    /// <summary>It begins there.</summary>
    Start,

    /// <summary>Its middle is there.</summary>
    Middle,

    /// <summary>It ends there.</summary>
    End,
}
