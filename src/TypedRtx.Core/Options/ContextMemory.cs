namespace TypedRtx;

/// <summary>How much device memory TensorRT for RTX takes for what it computes between inputs and outputs.</summary>
public enum ContextMemory
{
    /// <summary>As much as the largest lengths of all profiles need, once. The default: runs allocate nothing.</summary>
    Static,

    /// <summary>As much as the profile in use needs, allocated anew when a run changes the profile.</summary>
    OnProfileChange,
}
