namespace TypedRtx;

/// <summary>How far loading a model is.</summary>
/// <param name="Phase">What happens now.</param>
/// <param name="Fraction">How much of the phase is done, 0 to 1; null when unknown.</param>
public readonly record struct LoadProgress(LoadPhase Phase, double? Fraction);

/// <summary>The phases of loading a model, in order.</summary>
public enum LoadPhase
{
    /// <summary>Reading the model's signature and comparing it with the compiled class.</summary>
    Checking,

    /// <summary>The backend makes an engine or an optimised model.</summary>
    Preparing,

    /// <summary>The backend opens a session.</summary>
    Opening,

    /// <summary>The model is ready.</summary>
    Ready,
}
