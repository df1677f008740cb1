using TypedRtx.Caching;
using TypedRtx.Runtime;
using TypedRtx.Signatures;

namespace TypedRtx.Backends;

/// <summary>What a backend is asked to run.</summary>
/// <param name="Model">The compiled model class: names, signature, shape plan.</param>
/// <param name="Source">Where the model's bytes are.</param>
/// <param name="Options">What the user asked for.</param>
public sealed record BackendRequest(ModelDescriptor Model, ModelSource Source, ModelOptions Options)
{
    /// <summary>A profile made of lengths that were seen, where the model declares none; null until there are some.</summary>
    public OptimizationProfile? Derived { get; init; }

    /// <summary>
    /// The profiles to prepare for, in order of declaration: the one of <see cref="ModelOptions.Profile"/>, or all that the model
    /// declares, or the derived one. Empty where nothing is declared and no lengths were seen yet.
    /// </summary>
    public IReadOnlyList<OptimizationProfile> Profiles =>
        Options.Profile is { } profile ? [profile] : Model.Profiles.Count == 0 && Derived is { } derived ? [derived] : Model.Profiles;

    /// <summary>Where what was compiled is kept between starts of the program.</summary>
    internal ICacheStore Cache { get; init; } = NoCache.Instance;

    /// <summary>What checks in the background what was kept and is large; null where all of it is read before it is used.</summary>
    internal CacheChecks? Checks { get; init; }

    /// <summary>Which model it is, by content. Costs nothing until a backend asks for its hash.</summary>
    internal ModelIdentity Identity { get; init; } = ModelIdentity.Of(Source);

    /// <summary>
    /// The first input or output of the class that is a sequence, a map or an optional; null when all are tensors. A
    /// backend that runs tensors alone refuses the model with it.
    /// </summary>
    public ValueSignature? FirstBeyondTensors
    {
        get
        {
            for (int i = 0; i < Model.Inputs.Length; i++)
            {
                if (!Model.Inputs[i].IsTensor)
                {
                    return Model.Signature.Inputs[i];
                }
            }

            for (int i = 0; i < Model.Outputs.Length; i++)
            {
                if (Model.Outputs[i] is { IsTyped: true, IsTensor: false })
                {
                    return Model.Signature.Outputs[i];
                }
            }

            return null;
        }
    }
}
