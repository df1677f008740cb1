using System.Runtime.CompilerServices;

namespace TypedRtx;

/// <summary>One number per axis, inline.</summary>
[InlineArray(TensorShape.MaxInlineRank)]
internal struct InlineAxes
{
    private int _first;
}
