namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>An engine: <c>ICudaEngine</c> of NvInferRuntime.h. Names end with a zero byte.</summary>
internal readonly unsafe struct EngineApi(RtxHandle self)
{
    /// <summary>How many inputs and outputs there are.</summary>
    public int GetTensorCount() =>
        ((delegate* unmanaged[MemberFunction]<nint, int>)self.Function(RtxMethod.CudaEngineGetNbIOTensors))(self.Implementation);

    /// <summary>The name of an input or output, which the engine keeps.</summary>
    public byte* GetTensorName(int index) => ((delegate* unmanaged[MemberFunction]<nint, int, byte*>)self.Function(
        RtxMethod.CudaEngineGetIOTensorName))(self.Implementation, index);

    /// <summary>What a tensor is: 0 neither, 1 an input, 2 an output.</summary>
    public int GetTensorMode(byte* name) => Ask(RtxMethod.CudaEngineGetTensorIOMode, name);

    /// <summary>The number of a tensor's element type.</summary>
    public int GetTensorDataType(byte* name) => Ask(RtxMethod.CudaEngineGetTensorDataType, name);

    /// <summary>Where a tensor must lie: 0 on the device, 1 on the host.</summary>
    public int GetTensorLocation(byte* name) => Ask(RtxMethod.CudaEngineGetTensorLocation, name);

    /// <summary>The shape of a tensor, with -1 where the length is not fixed.</summary>
    public RtxDims GetTensorShape(byte* name) => ((delegate* unmanaged[MemberFunction]<nint, byte*, RtxDims>)self.Function(
        RtxMethod.CudaEngineGetTensorShape))(self.Implementation, name);

    /// <summary>How many profiles there are; at least 1.</summary>
    public int GetProfileCount() => ((delegate* unmanaged[MemberFunction]<nint, int>)self.Function(
        RtxMethod.CudaEngineGetNbOptimizationProfiles))(self.Implementation);

    /// <summary>The smallest (0), usual (1) or largest (2) shape of an input in a profile.</summary>
    public RtxDims GetProfileShape(byte* name, int profile, int selector) =>
        ((delegate* unmanaged[MemberFunction]<nint, byte*, int, int, RtxDims>)self.Function(
            RtxMethod.CudaEngineGetProfileShape))(self.Implementation, name, profile, selector);

    /// <summary>Makes a configuration for contexts; 0 when it cannot.</summary>
    public nint CreateRuntimeConfig() => ((delegate* unmanaged[MemberFunction]<nint, nint>)self.Function(
        RtxMethod.CudaEngineCreateRuntimeConfig))(self.Implementation);

    /// <summary>Makes a context; 0 when it cannot.</summary>
    public nint CreateContext(RtxHandle config) => ((delegate* unmanaged[MemberFunction]<nint, nint, nint>)self.Function(
        RtxMethod.CudaEngineCreateExecutionContextWithRuntimeConfig))(self.Implementation, config.Pointer);

    /// <summary>How much memory a context takes that runs in any profile, in bytes.</summary>
    public long GetContextByteLength() => ((delegate* unmanaged[MemberFunction]<nint, long>)self.Function(
        RtxMethod.CudaEngineGetDeviceMemorySizeV2))(self.Implementation);

    /// <summary>How much memory a context takes for one profile, in bytes.</summary>
    public long GetContextByteLength(int profile) => ((delegate* unmanaged[MemberFunction]<nint, int, long>)self.Function(
        RtxMethod.CudaEngineGetDeviceMemorySizeForProfileV2))(self.Implementation, profile);

    private int Ask(RtxMethod method, byte* name) =>
        ((delegate* unmanaged[MemberFunction]<nint, byte*, int>)self.Function(method))(self.Implementation, name);
}
