using TypedRtx.Signatures;

namespace TypedRtx.Runtime.Widening;

/// <summary>Lengths that one engine is to be built for.</summary>
/// <param name="start">A profile that it is to hold too; null for none.</param>
internal sealed class ProfileBatch(OptimizationProfile? start = null)
{
    private readonly List<int[]> _dims = [];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the engine answers, or with what kept it from being built.</summary>
    public Task Done => _done.Task;

    /// <summary>The lengths, in the order in which they were asked for.</summary>
    public IReadOnlyList<int[]> Dims => _dims;

    public void Add(ReadOnlySpan<int> dims)
    {
        foreach (int[] known in _dims)
        {
            if (dims.SequenceEqual(known))
            {
                return;
            }
        }

        _dims.Add(dims.ToArray());
    }

    /// <summary>The profile that holds all of it and what was built before.</summary>
    public OptimizationProfile Unite(ShapePlan plan, OptimizationProfile? built)
    {
        OptimizationProfile? profile = built ?? start;
        foreach (int[] dims in _dims)
        {
            profile = profile is not null && profile.Contains(dims) ? profile : DerivedProfile.Widen(plan, profile, dims);
        }

        return profile!;
    }

    public void Complete(Exception? failure)
    {
        if (failure is null)
        {
            _done.TrySetResult();
        }
        else
        {
            _done.TrySetException(failure);

            // Nobody may wait for it, and it was logged.
            _ = _done.Task.Exception;
        }
    }
}
