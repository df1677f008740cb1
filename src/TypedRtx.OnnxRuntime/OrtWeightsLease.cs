namespace TypedRtx.OnnxRuntime;

/// <summary>Weights that sessions share, held while one more is made.</summary>
/// <param name="weights">The weights.</param>
/// <param name="isFirst">Whether nobody else has them.</param>
/// <param name="release">Ends it.</param>
internal sealed class OrtWeightsLease(OrtSharedWeights weights, bool isFirst, Action release) : IDisposable
{
    public OrtSharedWeights Weights { get; } = weights;

    public bool IsFirst { get; } = isFirst;

    public void Dispose() => release();
}
