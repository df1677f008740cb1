using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx.Tests.Interop;

/// <summary>An object of ours as native code sees it: a pointer to a table of functions. Slots are counted as Itanium does.</summary>
/// <param name="callbacks">The object.</param>
/// <param name="isMsvc">Whether its table is that of the Microsoft compiler, which has one destructor less.</param>
internal readonly unsafe struct NativeView(CallbackObject callbacks, bool isMsvc)
{
    private const int FirstAfterDestructors = 4;

    /// <summary>What native code passes as <c>this</c>.</summary>
    public nint Self => callbacks.Address;

    /// <summary>The function of a slot.</summary>
    public void* this[int slot] => (*(void***)Self)[isMsvc && slot >= FirstAfterDestructors ? slot - 1 : slot];
}
