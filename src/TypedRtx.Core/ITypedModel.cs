using TypedRtx.Signatures;

namespace TypedRtx;

/// <summary>What every generated model class offers statically.</summary>
/// <typeparam name="TSelf">The model class.</typeparam>
public interface ITypedModel<TSelf> : IDisposable
    where TSelf : ITypedModel<TSelf>
{
    /// <summary>The signature that the class was compiled for.</summary>
    static abstract ModelSignature Signature { get; }

    /// <summary>Loads the model.</summary>
    static abstract TSelf Load(ModelOptions? options = null);

    /// <summary>Loads the model without blocking the caller.</summary>
    static abstract Task<TSelf> LoadAsync(
        ModelOptions? options = null,
        IProgress<LoadProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
