namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>How contexts of an engine work: <c>IRuntimeConfig</c> of NvInferRuntime.h.</summary>
internal readonly unsafe struct RuntimeConfigApi(RtxHandle self)
{
    /// <summary>Sets how contexts allocate: 0 once for all profiles, 1 anew when the profile changes.</summary>
    public void SetAllocation(int strategy) => ((delegate* unmanaged[MemberFunction]<nint, int, void>)self.Function(
        RtxMethod.RuntimeConfigSetExecutionContextAllocationStrategy))(self.Implementation, strategy);

    /// <summary>Sets when kernels are specialised: 0 in the background, 1 in the run that needs them, 2 never.</summary>
    public void SetSpecialization(int strategy) => ((delegate* unmanaged[MemberFunction]<nint, int, void>)self.Function(
        RtxMethod.RuntimeConfigSetDynamicShapesKernelSpecializationStrategy))(self.Implementation, strategy);

    /// <summary>Sets whether runs become graphs: 0 no, 1 as a whole.</summary>
    public bool SetGraphs(int strategy) => ((delegate* unmanaged[MemberFunction]<nint, int, byte>)self.Function(
        RtxMethod.RuntimeConfigSetCudaGraphStrategy))(self.Implementation, strategy) != 0;

    /// <summary>Makes an empty cache of compiled kernels; 0 when it cannot.</summary>
    public nint CreateCache() => ((delegate* unmanaged[MemberFunction]<nint, nint>)self.Function(
        RtxMethod.RuntimeConfigCreateRuntimeCache))(self.Implementation);

    /// <summary>Sets the cache that contexts use.</summary>
    public bool SetCache(RtxHandle cache) => ((delegate* unmanaged[MemberFunction]<nint, nint, byte>)self.Function(
        RtxMethod.RuntimeConfigSetRuntimeCache))(self.Implementation, cache.Pointer) != 0;
}
