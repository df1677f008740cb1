using TypedRtx.Backends;

namespace TypedRtx.Runtime.Widening;

/// <summary>What cannot be done for a model whose engines follow its runs.</summary>
internal static class WideningErrors
{
    public static NotSupportedException NoMemory(ModelDescriptor model, MemoryKind kind) => new(
        $"{model.Name}: {kind} memory belongs to one backend, and under Backend.Auto another may answer the next run. "
        + "Name the backend in ModelOptions.Backend, or declare an optimization profile.");

    public static InferenceException Refused(
        ModelDescriptor model, IInferenceBackend backend, ReadOnlySpan<int> dims, OptimizationProfile? profile) => new(
        $"{model.Name}: the engine of {backend.Name} refuses {BoundDims.Describe(model, dims)}, which its profile holds: "
        + $"{string.Join(", ", profile?.Ranges ?? [])}.");
}
