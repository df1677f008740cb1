namespace TypedRtx.SlotTool;

/// <summary>How a compiler lays out tables of virtual functions.</summary>
internal enum CppAbi
{
    /// <summary>GCC and Clang: a virtual destructor takes two slots, the complete one and the deleting one.</summary>
    Itanium,

    /// <summary>Visual C++: a virtual destructor takes one slot.</summary>
    Msvc,
}
