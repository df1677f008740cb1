namespace TypedRtx.TensorRtRtx;

/// <summary>How far a build is.</summary>
/// <param name="Phase">What happens now, in the library's words.</param>
/// <param name="Fraction">How much of the whole is done, 0 to 1; never falls.</param>
public readonly record struct EngineBuildProgress(string Phase, double Fraction);
