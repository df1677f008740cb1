using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TypedRtx;

/// <summary>Packs spaced elements, row-major.</summary>
internal static class StridedCopy
{
    /// <summary>
    /// Copies all elements of a tensor that has some to the start of a destination that is long enough.
    /// </summary>
    public static void Pack<T>(
        ref readonly T first,
        ReadOnlySpan<int> dimensions,
        ReadOnlySpan<int> strides,
        Span<T> destination)
    {
        int outerRank = dimensions.Length - 1;
        InlineAxes inline = default;
        Span<int> indexes = outerRank <= TensorShape.MaxInlineRank ? inline : new int[outerRank];
        int run = dimensions[outerRank];
        nint offset = 0;
        while (true)
        {
            ref T start = ref Unsafe.Add(ref Unsafe.AsRef(in first), offset);
            CopyRun(ref start, strides[outerRank], destination[..run]);
            destination = destination[run..];
            int axis = outerRank - 1;
            while (axis >= 0 && ++indexes[axis] == dimensions[axis])
            {
                offset -= (nint)strides[axis] * (dimensions[axis] - 1);
                indexes[axis--] = 0;
            }

            if (axis < 0)
            {
                return;
            }

            offset += strides[axis];
        }
    }

    private static void CopyRun<T>(ref T source, int stride, Span<T> destination)
    {
        if (stride == 1)
        {
            MemoryMarshal.CreateReadOnlySpan(ref source, destination.Length).CopyTo(destination);
            return;
        }

        for (int index = 0; index < destination.Length; index++)
        {
            destination[index] = Unsafe.Add(ref source, (nint)index * stride);
        }
    }
}
