using TypedRtx.Signatures;

namespace TypedRtx.EndToEnd.Tests.Shapes.Graphs;

/// <summary>A value of a random graph, with the shapes that it really had when the graph was made.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shapes">Its shape in each of the trial runs.</param>
internal sealed record GraphValue(string Name, ElementType Type, long[][] Shapes)
{
    /// <summary>The number of axes.</summary>
    public int Rank => Shapes[0].Length;

    /// <summary>Whether it is float32, as most values are.</summary>
    public bool IsFloat => Type == ElementType.Float32;

    /// <summary>The length of an axis that had one length in all trial runs; null when it had several.</summary>
    public long? Fixed(int axis) => Shapes.All(shape => shape[axis] == Shapes[0][axis]) ? Shapes[0][axis] : null;

    /// <summary>The least length that an axis had.</summary>
    public long Least(int axis) => Shapes.Min(shape => shape[axis]);
}
