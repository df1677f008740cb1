namespace TypedRtx.SlotTool;

/// <summary>A member function that has a slot, or takes over one of its base: <c>~</c> is the destructor.</summary>
internal readonly record struct CppMethod(string Name, bool IsVirtual, bool IsOverride, int Line)
{
    public const string Destructor = "~";
}
