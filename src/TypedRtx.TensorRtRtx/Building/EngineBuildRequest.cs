using Microsoft.Extensions.Logging;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.TensorRtRtx;

/// <summary>What an engine is built of and for.</summary>
/// <param name="Source">Where the model's bytes are.</param>
public sealed record EngineBuildRequest(ModelSource Source)
{
    /// <summary>
    /// The lengths that the engine runs, by symbol of the model; each profile has a range for every free symbol. Empty for a
    /// model without symbols.
    /// </summary>
    public IReadOnlyList<OptimizationProfile> Profiles { get; init; } = [];

    /// <summary>
    /// The GPUs that the engine is for. Empty, the default, makes one engine for all that the library supports, from the
    /// Ampere generation on, and needs no GPU.
    /// </summary>
    public IReadOnlyList<ComputeCapability> ComputeCapabilities { get; init; } = [];

    /// <summary>How much scratch memory a layer may use on the GPU, in bytes; null for the library's own bound.</summary>
    public long? WorkspaceLimit { get; init; }

    /// <summary>Whether products of float32 matrices may round their inputs to TF32, as the library does by itself.</summary>
    public bool AllowTf32 { get; init; } = true;

    /// <summary>
    /// The values that inputs of shapes may have, by input name, one range per element. Where none is given, each element is 1 to
    /// the largest length of the profile.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SymbolRange>> ShapeValues { get; init; } =
        new Dictionary<string, IReadOnlyList<SymbolRange>>();

    /// <summary>
    /// Whether files of weights beside the model may be links, symbolic or hard. Off by default: through a link, a model from
    /// elsewhere would read any file of yours. Caches of model hubs keep files as links.
    /// </summary>
    public bool AllowLinkedExternalData { get; init; }

    /// <summary>How many threads the build uses; null for all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>Where the library's messages go.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>Finds numbers that no build can have.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is one.</exception>
    internal void ThrowIfOutOfRange()
    {
        if (WorkspaceLimit is <= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(WorkspaceLimit), WorkspaceLimit, "A workspace has at least 1 byte; leave it out for the library's own bound.");
        }

        if (Threads is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(Threads), Threads, "A build takes at least 1 thread; leave it out for all cores.");
        }
    }
}
