using System.Runtime.CompilerServices;

namespace TypedRtx.TensorRtRtx.Interop;

/// <summary>A shape as the library passes it: <c>Dims64</c> of NvInferRuntimeBase.h, 72 bytes, at most 8 axes.</summary>
internal struct RtxDims
{
    /// <summary>The highest rank.</summary>
    public const int MaxRank = 8;

    /// <summary>The number of axes; -1 for an invalid shape.</summary>
    public int Rank;

    /// <summary>The lengths; -1 where they are not fixed.</summary>
    public Lengths Values;

    /// <summary>Makes a shape.</summary>
    /// <exception cref="ArgumentException">There are more than 8 axes.</exception>
    public static RtxDims From(ReadOnlySpan<int> lengths)
    {
        if (lengths.Length > MaxRank)
        {
            throw new ArgumentException($"TensorRT for RTX takes at most {MaxRank} axes, and there are {lengths.Length}.", nameof(lengths));
        }

        RtxDims dims = new() { Rank = lengths.Length };
        for (int i = 0; i < lengths.Length; i++)
        {
            dims.Values[i] = lengths[i];
        }

        return dims;
    }

    /// <summary>As messages show it.</summary>
    public override readonly string ToString()
    {
        if (Rank < 0)
        {
            return "[?]";
        }

        ReadOnlySpan<long> lengths = Values;
        return $"[{string.Join(", ", lengths[..Rank].ToArray())}]";
    }

    /// <summary>Room for all axes.</summary>
    [InlineArray(MaxRank)]
    public struct Lengths
    {
        private long _first;
    }
}
