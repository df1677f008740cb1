namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>Builds engines: <c>IBuilder</c> of NvInfer.h, one thread at a time.</summary>
internal readonly unsafe struct BuilderApi(RtxHandle self)
{
    /// <summary>Makes a configuration; 0 when it cannot.</summary>
    public nint CreateConfig() =>
        ((delegate* unmanaged[MemberFunction]<nint, nint>)self.Function(RtxMethod.BuilderCreateBuilderConfig))(self.Implementation);

    /// <summary>Makes an empty network; 0 when it cannot. All networks are strongly typed.</summary>
    public nint CreateNetwork() =>
        ((delegate* unmanaged[MemberFunction]<nint, uint, nint>)self.Function(RtxMethod.BuilderCreateNetworkV2))(self.Implementation, 0);

    /// <summary>Makes an optimization profile, which stays the builder's; 0 when it cannot.</summary>
    public nint CreateProfile() =>
        ((delegate* unmanaged[MemberFunction]<nint, nint>)self.Function(RtxMethod.BuilderCreateOptimizationProfile))(self.Implementation);

    /// <summary>Sets who is told of errors; 0 for nobody.</summary>
    public void SetErrorRecorder(nint recorder) =>
        ((delegate* unmanaged[MemberFunction]<nint, nint, void>)self.Function(RtxMethod.BuilderSetErrorRecorder))(self.Implementation, recorder);

    /// <summary>Who is told of errors.</summary>
    public nint GetErrorRecorder() =>
        ((delegate* unmanaged[MemberFunction]<nint, nint>)self.Function(RtxMethod.BuilderGetErrorRecorder))(self.Implementation);

    /// <summary>The logger that the builder was made with.</summary>
    public nint GetLogger() =>
        ((delegate* unmanaged[MemberFunction]<nint, nint>)self.Function(RtxMethod.BuilderGetLogger))(self.Implementation);

    /// <summary>Sets how many threads a build may use.</summary>
    public bool SetMaxThreads(int threads) =>
        ((delegate* unmanaged[MemberFunction]<nint, int, byte>)self.Function(RtxMethod.BuilderSetMaxThreads))(self.Implementation, threads) != 0;

    /// <summary>Builds an engine into memory of the library; 0 when it fails.</summary>
    public nint BuildSerialized(nint network, nint config) =>
        ((delegate* unmanaged[MemberFunction]<nint, nint, nint, nint>)self.Function(RtxMethod.BuilderBuildSerializedNetwork))(self.Implementation, network, config);

    /// <summary>Builds an engine into a stream.</summary>
    public bool BuildToStream(nint network, nint config, nint writer) =>
        ((delegate* unmanaged[MemberFunction]<nint, nint, nint, nint, byte>)self.Function(RtxMethod.BuilderBuildSerializedNetworkToStream))(self.Implementation, network, config, writer) != 0;
}
