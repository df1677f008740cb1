using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>
/// An object of ours that the library calls: native memory that begins with a vtable and ends with a handle to the managed
/// object. No exception crosses into native code: it is kept, and the operation that made the call throws it afterwards.
/// </summary>
internal abstract unsafe class CallbackObject : IDisposable
{
    private readonly RtxAbi _abi;
    private Block* _block;
    private Exception? _failure;

    /// <summary>Makes the native half; derived classes fill in their methods with <see cref="Set"/>.</summary>
    /// <param name="abi">The layout that the library expects.</param>
    /// <param name="kind">The interface's name as the library knows it, a literal that ends with a zero byte; empty for none.</param>
    /// <param name="first">The interface's first member, which says what language it is written in; the next one says what it is.</param>
    /// <param name="slotCount">How many slots the interface has, or more.</param>
    /// <param name="extraBytes">Zeroed memory that lives as long as the native half, at <see cref="Extra"/>.</param>
    protected CallbackObject(RtxAbi abi, ReadOnlySpan<byte> kind, RtxMethod first, int slotCount, int extraBytes = 0)
    {
        _abi = abi;
        _block = (Block*)NativeMemory.AllocZeroed((nuint)(sizeof(Block) + (slotCount * sizeof(nint)) + extraBytes));
        _block->Table = (void**)(_block + 1);
        Extra = (byte*)(_block->Table + slotCount);
        _block->Self = GCHandle.ToIntPtr(GCHandle.Alloc(this, GCHandleType.Weak));
        _block->Info = new InterfaceInfo { Kind = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(kind)), Major = 1 };
        delegate* unmanaged[MemberFunction]<nint, void> nothing = &Nothing;
        for (int i = 0; i < slotCount; i++)
        {
            _block->Table[i] = nothing;
        }

        delegate* unmanaged[MemberFunction]<nint, int> language = &GetLanguage;
        delegate* unmanaged[MemberFunction]<nint, InterfaceInfo> info = &GetInfo;
        Set(first, language);
        _block->Table[abi.Slot(first) + 1] = info;
    }

    /// <summary>Frees the native half of an object that nobody disposed.</summary>
    ~CallbackObject()
    {
        if (!IsOwned)
        {
            Free();
        }
    }

    /// <summary>What the library is given; valid until disposal.</summary>
    public nint Address => (nint)_block;

    /// <summary>Whether an object of the library disposes this one after itself; then the finalizer leaves it alone.</summary>
    public bool IsOwned { get; set; }

    /// <summary>Memory for what is returned to the library.</summary>
    protected byte* Extra { get; }

    /// <summary>Whether a callback threw something that was not thrown on yet.</summary>
    protected bool HasFailed => Volatile.Read(ref _failure) is not null;

    /// <summary>Throws what a callback threw since the last time.</summary>
    public void ThrowIfFailed()
    {
        if (Interlocked.Exchange(ref _failure, null) is { } failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Frees the native half; the library must not have the address any more.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>The managed half of an object that the library called.</summary>
    protected static T? Of<T>(nint self)
        where T : CallbackObject => GCHandle.FromIntPtr(((Block*)self)->Self).Target as T;

    /// <summary>Fills in a method.</summary>
    protected void Set(RtxMethod method, void* function) => _block->Table[_abi.Slot(method)] = function;

    /// <summary>Keeps the first exception of a callback.</summary>
    protected void Fail(Exception failure) => Interlocked.CompareExchange(ref _failure, failure, null);

    private void Free()
    {
        if (_block is not null)
        {
            GCHandle.FromIntPtr(_block->Self).Free();
            NativeMemory.Free(_block);
            _block = null;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvMemberFunction)])]
    private static int GetLanguage(nint self) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvMemberFunction)])]
    private static InterfaceInfo GetInfo(nint self) => ((Block*)self)->Info;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvMemberFunction)])]
    private static void Nothing(nint self)
    {
    }

    /// <summary>How an interface says what it is: <c>InterfaceInfo</c> of NvInferRuntimeBase.h, 16 bytes.</summary>
    internal struct InterfaceInfo
    {
        public byte* Kind;
        public int Major;
        public int Minor;
    }

    private struct Block
    {
        public void** Table;
        public nint Self;
        public InterfaceInfo Info;
    }
}
