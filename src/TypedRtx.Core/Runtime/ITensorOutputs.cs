namespace TypedRtx.Runtime;

/// <summary>What holds outputs by their index in the signature.</summary>
internal interface ITensorOutputs
{
    /// <summary>A tensor output of the last run, in place.</summary>
    TensorView<T> Output<T>(int output);
}
