using TypedRtx.Runtime;

namespace TypedRtx.Backends;

/// <summary>What a backend is asked to run.</summary>
/// <param name="Model">The compiled model class: names, signature, shape plan.</param>
/// <param name="Source">Where the model's bytes are.</param>
/// <param name="Options">What the user asked for.</param>
public sealed record BackendRequest(ModelDescriptor Model, ModelSource Source, ModelOptions Options);
