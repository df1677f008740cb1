namespace TypedRtx.Backends;

/// <summary>Where tensor memory lies.</summary>
public enum MemoryKind
{
    /// <summary>On the host, on the pinned object heap.</summary>
    Host,

    /// <summary>On the host, page-locked, so that a device copies it without staging.</summary>
    Pinned,

    /// <summary>On the device.</summary>
    Device,
}
