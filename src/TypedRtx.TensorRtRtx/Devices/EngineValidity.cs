namespace TypedRtx.TensorRtRtx;

/// <summary>What the library says of an engine on a GPU.</summary>
/// <param name="Kind">Whether it runs.</param>
/// <param name="Diagnostics">Why not, one bit each, as the library numbers them.</param>
/// <param name="Messages">What it reported besides; empty for nothing.</param>
internal readonly record struct EngineValidity(EngineValidityKind Kind, ulong Diagnostics, string Messages = "")
{
    // Memory that was short, and what CUDA reported, may be otherwise the next time.
    private const ulong Passing = 16 | 64;

    private static readonly (ulong Bit, string Text)[] Reasons =
    [
        (1, "the engine is of another version of the library"),
        (2, "the GPU's compute capability is not one that the library supports"),
        (4, "the driver is too old"),
        (8, "the CUDA runtime is too old"),
        (16, "the GPU has too little memory"),
        (32, "the engine is damaged"),
        (64, "CUDA reported an error"),
    ];

    /// <summary>Whether asking again gives the same.</summary>
    public bool IsLasting => Kind != EngineValidityKind.Invalid || (Diagnostics != 0 && (Diagnostics & Passing) == 0);

    /// <summary>The reasons as text; empty where none is given.</summary>
    public string Reason
    {
        get
        {
            ulong bits = Diagnostics;
            string known = string.Join(" and ", Reasons.Where(reason => (bits & reason.Bit) != 0).Select(reason => reason.Text));
            return known.Length == 0 ? Messages : Messages.Length == 0 ? known : $"{known} ({Messages})";
        }
    }
}

/// <summary>Whether an engine runs on a GPU (<c>EngineValidity</c> of NvInferRuntime.h).</summary>
internal enum EngineValidityKind
{
    /// <summary>It runs.</summary>
    Valid = 0,

    /// <summary>It runs, not at its best: the GPU is newer than the library.</summary>
    Suboptimal = 1,

    /// <summary>It does not run.</summary>
    Invalid = 2,
}
