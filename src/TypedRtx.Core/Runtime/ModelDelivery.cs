namespace TypedRtx.Runtime;

/// <summary>How a model reaches the program.</summary>
public enum ModelDelivery
{
    /// <summary>As a file beside the program.</summary>
    Copy,

    /// <summary>As a resource in the assembly.</summary>
    Embed,

    /// <summary>By the user, who names a path when loading.</summary>
    External,
}
