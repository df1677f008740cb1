namespace TypedRtx.Cli.Doctor;

/// <summary>Whether something that models need is there.</summary>
internal enum FindingState
{
    /// <summary>It is, and can be used.</summary>
    Works,

    /// <summary>It is, and may not do.</summary>
    Doubtful,

    /// <summary>It is not, or cannot be used.</summary>
    Missing,

    /// <summary>Nothing depends on it.</summary>
    Told,
}
