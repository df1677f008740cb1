namespace TypedRtx.SlotTool;

/// <summary>A header that the tool does not understand well enough to number its methods.</summary>
internal sealed class SlotToolException(string message) : Exception(message);
