namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>Bytes of the library: <c>IHostMemory</c> of NvInferRuntime.h.</summary>
internal readonly unsafe struct HostMemoryApi(RtxHandle self)
{
    /// <summary>Where they are.</summary>
    public nint GetData() =>
        ((delegate* unmanaged[MemberFunction]<nint, nint>)self.Function(RtxMethod.HostMemoryData))(self.Implementation);

    /// <summary>How many there are.</summary>
    public long GetByteLength() =>
        (long)((delegate* unmanaged[MemberFunction]<nint, nuint>)self.Function(RtxMethod.HostMemorySize))(self.Implementation);
}
