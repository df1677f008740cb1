namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>What a build may do, by the number of its bit (<c>BuilderFlag</c> of NvInfer.h); those that are used.</summary>
internal enum RtxBuilderFlag
{
    /// <summary>Inspectable layers.</summary>
    Debug = 2,

    /// <summary>Matrix products of float32 in TF32; on unless cleared.</summary>
    Tf32 = 6,
}
