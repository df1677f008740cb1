using System.Runtime.InteropServices;

namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>A tensor of a network: <c>ITensor</c> of NvInfer.h, owned by its network.</summary>
/// <param name="abi">The layout of the library.</param>
/// <param name="pointer">The tensor.</param>
internal readonly unsafe struct TensorApi(RtxAbi abi, nint pointer)
{
    private nint Implementation => ((nint*)pointer)[1];

    /// <summary>The name; valid while the network is.</summary>
    public nint NamePointer => ((delegate* unmanaged[MemberFunction]<nint, nint>)abi.Function(
        Implementation, RtxMethod.TensorGetName))(Implementation);

    /// <summary>The name.</summary>
    public string Name => Marshal.PtrToStringUTF8(NamePointer) ?? "";

    /// <summary>The shape, -1 where it is not fixed.</summary>
    public RtxDims Dimensions => ((delegate* unmanaged[MemberFunction]<nint, RtxDims>)abi.Function(
        Implementation, RtxMethod.TensorGetDimensions))(Implementation);

    /// <summary>The number of the element type.</summary>
    public int Type => ((delegate* unmanaged[MemberFunction]<nint, int>)abi.Function(
        Implementation, RtxMethod.TensorGetType))(Implementation);

    /// <summary>Whether the values decide shapes, so that a profile bounds them.</summary>
    public bool IsShape => ((delegate* unmanaged[MemberFunction]<nint, byte>)abi.Function(
        Implementation, RtxMethod.TensorIsShapeTensor))(Implementation) != 0;
}
