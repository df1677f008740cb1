namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>A network that a parser filled: <c>INetworkDefinition</c> of NvInfer.h.</summary>
internal readonly unsafe struct NetworkApi(RtxHandle self)
{
    /// <summary>How many inputs there are.</summary>
    public int GetInputCount() =>
        ((delegate* unmanaged[MemberFunction]<nint, int>)self.Function(RtxMethod.NetworkDefinitionGetNbInputs))(self.Implementation);

    /// <summary>An input, which stays the network's.</summary>
    public nint GetInput(int index) =>
        ((delegate* unmanaged[MemberFunction]<nint, int, nint>)self.Function(RtxMethod.NetworkDefinitionGetInput))(self.Implementation, index);

    /// <summary>How many outputs there are.</summary>
    public int GetOutputCount() =>
        ((delegate* unmanaged[MemberFunction]<nint, int>)self.Function(RtxMethod.NetworkDefinitionGetNbOutputs))(self.Implementation);

    /// <summary>How many layers there are.</summary>
    public int GetLayerCount() =>
        ((delegate* unmanaged[MemberFunction]<nint, int>)self.Function(RtxMethod.NetworkDefinitionGetNbLayers))(self.Implementation);

    /// <summary>Names the network; a name that the library makes up differs from build to build.</summary>
    /// <param name="name">UTF-8, ended by a zero byte.</param>
    public void SetName(ReadOnlySpan<byte> name)
    {
        fixed (byte* text = name)
        {
            ((delegate* unmanaged[MemberFunction]<nint, byte*, void>)self.Function(RtxMethod.NetworkDefinitionSetName))(
                self.Implementation, text);
        }
    }
}
