using TypedRtx.Runtime.Learning;

namespace TypedRtx.Runtime.Adaptive;

/// <summary>What earlier starts found out, and what this one does.</summary>
internal sealed partial class DimsTable
{
    /// <summary>Takes in what earlier starts found out about lengths.</summary>
    /// <returns>The lengths; null where no more are remembered.</returns>
    public SpecializedDims? Learn(LearntDims learnt)
    {
        lock (_gate)
        {
            SpecializedDims? known = _all.Find(known => learnt.Dims.AsSpan().SequenceEqual(known.Dims));
            if (known is null)
            {
                if (_all.Count >= limits.Dims)
                {
                    return null;
                }

                known = new SpecializedDims(learnt.Dims);
                _all.Add(known);
            }

            known.IsKept = true;
            if (known.State == SpecializationState.Seen)
            {
                known.Learnt = learnt;
                known.Times = learnt.Times;
                known.State = learnt.IsGeneral ? SpecializationState.General : SpecializationState.Seen;
                Interlocked.Increment(ref _version);
            }

            return known;
        }
    }

    /// <summary>What is new since it was last kept.</summary>
    public IReadOnlyList<DimsNote> Notes()
    {
        lock (_gate)
        {
            return [.. _all.Select(Note).Where(note => note.IsNews || (note.IsKept && note.Uses > 0))];
        }
    }

    /// <summary>Says that notes were kept.</summary>
    public void Kept(IReadOnlyList<DimsNote> notes)
    {
        lock (_gate)
        {
            foreach (DimsNote note in notes)
            {
                SpecializedDims dims = note.Source;
                dims.UsesKept += note.Uses;
                dims.IsKept = !note.IsRefuted;
                dims.IsCompared &= !note.IsCompared;
                if (note.Opening is { } opening && dims.Learnt is { } learnt)
                {
                    dims.Learnt = learnt with { Opening = opening };
                }
            }
        }
    }

    private static DimsNote Note(SpecializedDims dims) => new(
        dims,
        dims.State,
        Math.Min(dims.Uses, MaxUses) - dims.UsesKept,
        dims.Times,
        dims.IsCompared,
        dims.IsKept,
        dims.Opening,
        dims.ByteLength);
}
