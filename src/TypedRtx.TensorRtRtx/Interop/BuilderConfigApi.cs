namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>How an engine is built: <c>IBuilderConfig</c> of NvInfer.h.</summary>
internal readonly unsafe struct BuilderConfigApi(RtxHandle self)
{
    /// <summary>All flags, one bit each.</summary>
    public uint GetFlags() =>
        ((delegate* unmanaged[MemberFunction]<nint, uint>)self.Function(RtxMethod.BuilderConfigGetFlags))(self.Implementation);

    /// <summary>Sets a flag.</summary>
    public void SetFlag(RtxBuilderFlag flag) =>
        ((delegate* unmanaged[MemberFunction]<nint, int, void>)self.Function(RtxMethod.BuilderConfigSetFlag))(self.Implementation, (int)flag);

    /// <summary>Clears a flag.</summary>
    public void ClearFlag(RtxBuilderFlag flag) =>
        ((delegate* unmanaged[MemberFunction]<nint, int, void>)self.Function(RtxMethod.BuilderConfigClearFlag))(self.Implementation, (int)flag);

    /// <summary>Adds a profile and gives its index; negative when it cannot.</summary>
    public int AddProfile(nint profile) =>
        ((delegate* unmanaged[MemberFunction]<nint, nint, int>)self.Function(RtxMethod.BuilderConfigAddOptimizationProfile))(self.Implementation, profile);

    /// <summary>Bounds the scratch memory of each layer, in bytes.</summary>
    public void SetWorkspaceLimit(long byteLength) =>
        ((delegate* unmanaged[MemberFunction]<nint, int, nuint, void>)self.Function(RtxMethod.BuilderConfigSetMemoryPoolLimit))(self.Implementation, 0, (nuint)byteLength);

    /// <summary>Sets who follows the build; 0 for nobody.</summary>
    public void SetProgressMonitor(nint monitor) =>
        ((delegate* unmanaged[MemberFunction]<nint, nint, void>)self.Function(RtxMethod.BuilderConfigSetProgressMonitor))(self.Implementation, monitor);

    /// <summary>Sets how many compute capabilities the engine is for.</summary>
    public bool SetComputeCapabilityCount(int count) =>
        ((delegate* unmanaged[MemberFunction]<nint, int, byte>)self.Function(RtxMethod.BuilderConfigSetNbComputeCapabilities))(self.Implementation, count) != 0;

    /// <summary>Sets a compute capability, major times 10 plus minor.</summary>
    public bool SetComputeCapability(int capability, int index) =>
        ((delegate* unmanaged[MemberFunction]<nint, int, int, byte>)self.Function(RtxMethod.BuilderConfigSetComputeCapability))(self.Implementation, capability, index) != 0;
}
