namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>Opens engines: <c>IRuntime</c> of NvInferRuntime.h.</summary>
internal readonly unsafe struct RuntimeApi(RtxHandle self)
{
    /// <summary>Opens an engine; 0 when it cannot.</summary>
    public nint Deserialize(nint data, long byteLength) =>
        ((delegate* unmanaged[MemberFunction]<nint, nint, nuint, nint>)self.Function(RtxMethod.RuntimeDeserializeCudaEngine))(self.Implementation, data, (nuint)byteLength);

    /// <summary>Sets who is told of errors; 0 for nobody.</summary>
    public void SetErrorRecorder(nint recorder) =>
        ((delegate* unmanaged[MemberFunction]<nint, nint, void>)self.Function(RtxMethod.RuntimeSetErrorRecorder))(self.Implementation, recorder);

    /// <summary>The logger that the runtime was made with.</summary>
    public nint GetLogger() =>
        ((delegate* unmanaged[MemberFunction]<nint, nint>)self.Function(RtxMethod.RuntimeGetLogger))(self.Implementation);

    /// <summary>How many bytes at an engine's beginning say what it needs.</summary>
    public long GetHeaderByteLength() =>
        ((delegate* unmanaged[MemberFunction]<nint, long>)self.Function(RtxMethod.RuntimeGetEngineHeaderSize))(self.Implementation);

    /// <summary>Whether an engine runs here: 0 yes, 1 not at its best, 2 no.</summary>
    /// <param name="data">The engine, or its header.</param>
    /// <param name="byteLength">How many bytes are given.</param>
    /// <param name="diagnostics">Why not, one bit each. Left alone in some failures, so it begins as 0.</param>
    public int GetValidity(nint data, long byteLength, out ulong diagnostics)
    {
        ulong bits = 0;
        int validity = ((delegate* unmanaged[MemberFunction]<nint, nint, long, ulong*, int>)self.Function(
            RtxMethod.RuntimeGetEngineValidity))(self.Implementation, data, byteLength, &bits);
        diagnostics = bits;
        return validity;
    }
}
