namespace TypedRtx.Runtime;

/// <summary>The idle buffers of one key.</summary>
internal sealed class DimsEntry(OutputShapes shapes)
{
    public OutputShapes Shapes { get; } = shapes;

    public Stack<RunBuffers> Idle { get; } = new();

    /// <summary>Set when newer dims took this entry's place; buffers that come back are freed.</summary>
    public bool IsEvicted { get; set; }
}
