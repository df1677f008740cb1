namespace TypedRtx.TensorRtRtx;

/// <summary>TensorRT for RTX cannot make an engine of the model.</summary>
public sealed class EngineBuildException : TypedRtxException
{
    /// <summary>Describes what is wrong.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="problems">What keeps the engine from being built.</param>
    public EngineBuildException(string message, IReadOnlyList<EngineBuildProblem> problems)
        : base(message) => Problems = problems;

    /// <summary>What keeps the engine from being built, one each.</summary>
    public IReadOnlyList<EngineBuildProblem> Problems { get; }
}
