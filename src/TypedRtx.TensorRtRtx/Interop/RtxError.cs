namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>One error that the library reported.</summary>
/// <param name="Code">Its code (<c>ErrorCode</c> of NvInferRuntimeBase.h).</param>
/// <param name="Description">What it says.</param>
internal readonly record struct RtxError(int Code, string Description)
{
    /// <summary>The code of a build that was cancelled.</summary>
    public const int FailedExecution = 7;

    /// <summary>The code of memory that was not to be had.</summary>
    public const int FailedAllocation = 5;

    /// <summary>The code's name.</summary>
    public string Name => Code switch
    {
        1 => "unspecified error",
        2 => "internal error",
        3 => "invalid argument",
        4 => "invalid configuration",
        FailedAllocation => "out of memory",
        6 => "failed initialization",
        FailedExecution => "failed execution",
        8 => "failed computation",
        9 => "invalid state",
        10 => "unsupported state",
        _ => $"error {Code}",
    };

    /// <summary>Name and description, in one line.</summary>
    public override string ToString() => $"{Name}: {Description.ReplaceLineEndings(" ").Trim()}";
}
