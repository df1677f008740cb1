using System.ComponentModel;

namespace TypedRtx;

/// <summary>Makes a <see cref="TensorView{T}"/> from a collection expression; called by the compiler.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TensorViewBuilder
{
    /// <summary>Views the elements as rank 1.</summary>
    public static TensorView<T> Create<T>(ReadOnlySpan<T> elements) => elements;
}
