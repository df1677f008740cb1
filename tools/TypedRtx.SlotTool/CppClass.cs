namespace TypedRtx.SlotTool;

/// <summary>What the tool keeps of a class: its base and the functions with slots, in the order of their declaration.</summary>
internal sealed record CppClass(string Name, string? Base, IReadOnlyList<CppMethod> Methods, string Where);
