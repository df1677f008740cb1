namespace TypedRtx.OnnxRuntime;

/// <summary>What a session uses and what is disposed after it.</summary>
internal sealed class OrtCompanions : IDisposable
{
    /// <summary>Where the session logs to; null for nowhere.</summary>
    public OrtLog? Log { get; set; }

    /// <summary>The files of weights that it uses in place; null for none.</summary>
    public OrtExternalData? ExternalData { get; set; }

    /// <summary>Keeps the weights that it shares with others; null for none.</summary>
    public IDisposable? Weights { get; set; }

    /// <summary>Keeps what the session uses of its device; null for the CPU.</summary>
    public IDisposable? Device { get; set; }

    public void Dispose()
    {
        Weights?.Dispose();
        ExternalData?.Dispose();
        Device?.Dispose();
        Log?.Dispose();
    }
}
