using TypedRtx.Signatures;

namespace TypedRtx.Generators.Analyzers.Reading;

/// <summary>What is known of the shape of data that is passed to a model.</summary>
/// <param name="Certainty">Whether there is data at all.</param>
/// <param name="Lengths">Per axis its length, -1 where it is not known; null where not even the rank is.</param>
internal readonly record struct SourceShape(SourceCertainty Certainty, EquatableArray<int>? Lengths)
{
    /// <summary>Nothing is known.</summary>
    public static SourceShape Unknown => new(SourceCertainty.Maybe, null);

    /// <summary>No data: a parameter left out, or null.</summary>
    public static SourceShape Absent => new(SourceCertainty.Absent, null);

    /// <summary>The number of elements; null where it is not known.</summary>
    public int? Count
    {
        get
        {
            if (Lengths is not { } lengths)
            {
                return null;
            }

            long count = 1;
            foreach (int length in lengths)
            {
                count = length < 0 || count > int.MaxValue ? -1 : count * length;
                if (count < 0)
                {
                    return null;
                }
            }

            return count <= int.MaxValue ? (int)count : null;
        }
    }

    public static SourceShape Of(SourceCertainty certainty, params int[] lengths) => new(certainty, lengths.ToEquatableArray());
}
