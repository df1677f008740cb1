using System.Globalization;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>Shapes of the library as ours.</summary>
internal static class RtxShapes
{
    /// <summary>The shape of an output.</summary>
    /// <exception cref="InferenceException">It is not known, or an axis is longer than C# has.</exception>
    public static TensorShape Narrow(string output, in RtxDims shape)
    {
        if (shape.Rank is < 0 or > RtxDims.MaxRank)
        {
            throw new InferenceException($"TensorRT for RTX does not know the shape of the output '{output}'.");
        }

        Span<int> lengths = stackalloc int[RtxDims.MaxRank];
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            lengths[axis] = shape.Values[axis] is >= 0 and <= int.MaxValue and var length
                ? (int)length
                : throw new InferenceException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Axis {axis} of the output '{output}' has {shape.Values[axis]} elements, and an axis in C# 0 to {int.MaxValue}."));
        }

        return new TensorShape(lengths[..shape.Rank]);
    }
}
