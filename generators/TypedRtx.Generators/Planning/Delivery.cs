namespace TypedRtx.Generators.Planning;

/// <summary>How a model reaches the program; the names are those of the runtime's <c>ModelDelivery</c>.</summary>
internal enum Delivery
{
    /// <summary>Copied beside the program.</summary>
    Copy,

    /// <summary>A resource of the assembly.</summary>
    Embed,

    /// <summary>The user brings it.</summary>
    External,
}
