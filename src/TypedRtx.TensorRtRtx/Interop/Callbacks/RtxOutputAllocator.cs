using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>Gives the library memory for an output whose size it learns while it runs, and is told the output's shape.</summary>
internal sealed unsafe class RtxOutputAllocator : CallbackObject
{
    private const int Slots = 8;

    public RtxOutputAllocator(RtxAbi abi)
        : base(abi, "IOutputAllocator\0"u8, RtxMethod.OutputAllocatorGetAPILanguage, Slots)
    {
        delegate* unmanaged[MemberFunction]<nint, byte*, nint, ulong, ulong, nint, nint> reallocate = &Reallocate;
        delegate* unmanaged[MemberFunction]<nint, byte*, RtxDims*, void> notify = &NotifyShape;
        Set(RtxMethod.OutputAllocatorReallocateOutputAsync, reallocate);
        Set(RtxMethod.OutputAllocatorNotifyShape, notify);
    }

    /// <summary>What the run under way allocates in; null between runs.</summary>
    public IRtxOutputTarget? Target { get; set; }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvMemberFunction)])]
    private static nint Reallocate(nint self, byte* name, nint current, ulong byteLength, ulong alignment, nint stream)
    {
        if (Of<RtxOutputAllocator>(self) is not { } allocator)
        {
            return 0;
        }

#pragma warning disable CA1031 // A native boundary; the run throws it afterwards.
        try
        {
            return allocator.Target?.Reserve(checked((long)byteLength)) ?? 0;
        }
        catch (Exception failure)
        {
            allocator.Fail(failure);
            return 0;
        }
#pragma warning restore CA1031
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvMemberFunction)])]
    private static void NotifyShape(nint self, byte* name, RtxDims* dims)
    {
        if (Of<RtxOutputAllocator>(self)?.Target is { } target)
        {
            target.Dims = *dims;
        }
    }
}
