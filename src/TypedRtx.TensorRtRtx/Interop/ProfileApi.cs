namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>The lengths that inputs may have: <c>IOptimizationProfile</c> of NvInferRuntime.h, owned by its builder.</summary>
/// <param name="abi">The layout of the library.</param>
/// <param name="pointer">The profile.</param>
internal readonly unsafe struct ProfileApi(RtxAbi abi, nint pointer)
{
    /// <summary>The profile.</summary>
    public nint Pointer => pointer;

    private nint Implementation => ((nint*)pointer)[1];

    /// <summary>Sets the smallest, usual or largest shape of an input.</summary>
    /// <param name="input">The name, ended by a zero byte.</param>
    /// <param name="selector">0 smallest, 1 usual, 2 largest.</param>
    /// <param name="dims">The shape.</param>
    public bool SetDimensions(byte* input, int selector, RtxDims dims) =>
        ((delegate* unmanaged[MemberFunction]<nint, byte*, int, RtxDims*, byte>)abi.Function(
            Implementation, RtxMethod.OptimizationProfileSetDimensions))(Implementation, input, selector, &dims) != 0;

    /// <summary>The smallest, usual or largest shape of an input.</summary>
    public RtxDims GetDimensions(byte* input, int selector) =>
        ((delegate* unmanaged[MemberFunction]<nint, byte*, int, RtxDims>)abi.Function(
            Implementation, RtxMethod.OptimizationProfileGetDimensions))(Implementation, input, selector);

    /// <summary>Sets the smallest, usual or largest values of an input that is a shape.</summary>
    public bool SetShapeValues(byte* input, int selector, ReadOnlySpan<long> values)
    {
        fixed (long* first = values)
        {
            return ((delegate* unmanaged[MemberFunction]<nint, byte*, int, long*, int, byte>)abi.Function(
                Implementation, RtxMethod.OptimizationProfileSetShapeValuesV2))(Implementation, input, selector, first, values.Length) != 0;
        }
    }

    /// <summary>Whether the profile is whole.</summary>
    public bool IsValid => ((delegate* unmanaged[MemberFunction]<nint, byte>)abi.Function(
        Implementation, RtxMethod.OptimizationProfileIsValid))(Implementation) != 0;
}
