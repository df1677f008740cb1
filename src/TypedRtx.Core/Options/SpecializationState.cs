namespace TypedRtx;

/// <summary>How far specialising a model for lengths is.</summary>
public enum SpecializationState
{
    /// <summary>Runs of these lengths were seen; the general session answers.</summary>
    Seen,

    /// <summary>A specialised session waits to be opened, is opened or compared; the general session answers.</summary>
    Pending,

    /// <summary>The specialised session answers.</summary>
    Specialized,

    /// <summary>The general session was as fast and answers; the specialised one was freed.</summary>
    General,

    /// <summary>The specialised session made room for others; the general one answers.</summary>
    Evicted,

    /// <summary>The specialised session could not be used, which was logged; the general one answers.</summary>
    Failed,
}
