namespace TypedRtx.Signatures;

/// <summary>What a <c>TensorProto</c> says about itself, its payload only as lengths.</summary>
internal sealed class TensorContents
{
    public string Name { get; set; } = "";

    public List<long> Lengths { get; } = [];

    public long ElementNumber { get; set; }

    /// <summary>The bytes of <c>raw_data</c>; null when the field is absent.</summary>
    public long? RawLength { get; set; }

    /// <summary>The number of the typed field that holds data; 0 when none does.</summary>
    public int TypedField { get; set; }

    /// <summary>The bytes of packed typed data.</summary>
    public long PackedLength { get; set; }

    /// <summary>The number of values that stand alone instead of packed, and of strings.</summary>
    public long SingleValues { get; set; }

    public bool IsExternal { get; set; }

    public ExternalData External { get; } = new();

    /// <summary>The byte of the other file at which the data end.</summary>
    public long ExternalEnd { get; set; }

    /// <summary>The name for messages.</summary>
    public string Title => Name.Length > 0 ? $"tensor {SignatureText.Quote(Name)}" : "a tensor";
}
