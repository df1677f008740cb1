namespace TypedRtx.Runtime;

/// <summary>A model that was loaded and belongs to no class yet; generated constructors take it over.</summary>
public sealed class LoadedModel
{
    internal LoadedModel(ModelRuntime runtime) => Runtime = runtime;

    internal ModelRuntime Runtime { get; }
}
