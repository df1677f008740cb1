namespace TypedRtx.Generators.Planning;

/// <summary>The kinds of values that inputs and outputs are.</summary>
internal enum ValueKind
{
    /// <summary>A tensor.</summary>
    Tensor,

    /// <summary>A sequence of tensors.</summary>
    Sequence,

    /// <summary>A map from keys to single values.</summary>
    Map,

    /// <summary>A sequence of maps.</summary>
    MapSequence,

    /// <summary>A tensor that may be absent.</summary>
    OptionalTensor,

    /// <summary>A sequence of tensors that may be absent.</summary>
    OptionalSequence,
}
