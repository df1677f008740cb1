namespace TypedRtx.Signatures;

/// <summary>How a protobuf field is stored.</summary>
internal enum WireType
{
    /// <summary>A number of 1 to 10 bytes.</summary>
    Varint = 0,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length and as many bytes.</summary>
    Bytes = 2,

    /// <summary>Four bytes.</summary>
    Fixed32 = 5,
}
