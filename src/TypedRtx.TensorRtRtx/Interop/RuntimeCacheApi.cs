namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>Kernels that were compiled on the device: <c>IRuntimeCache</c> of NvInferRuntime.h.</summary>
internal readonly unsafe struct RuntimeCacheApi(RtxHandle self)
{
    /// <summary>What the cache holds, as memory that the caller frees; 0 when it cannot.</summary>
    public nint Serialize() =>
        ((delegate* unmanaged[MemberFunction]<nint, nint>)self.Function(RtxMethod.RuntimeCacheSerialize))(self.Implementation);

    /// <summary>Adds what a cache held; false when it is of another device or version, or no cache.</summary>
    public bool Deserialize(nint data, long byteLength) =>
        ((delegate* unmanaged[MemberFunction]<nint, nint, nuint, byte>)self.Function(
            RtxMethod.RuntimeCacheDeserialize))(self.Implementation, data, (nuint)byteLength) != 0;
}
