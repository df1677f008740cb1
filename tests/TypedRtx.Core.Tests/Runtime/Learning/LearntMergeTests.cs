using TypedRtx.Runtime.Adaptive;
using TypedRtx.Runtime.Learning;

namespace TypedRtx.Tests.Runtime.Learning;

public sealed class LearntMergeTests
{
    private static readonly CandidateTimes Gain = new(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(1));
    private static readonly CandidateTimes Loss = new(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(2));

    [Fact]
    public void New_lengths_are_kept_by_use()
    {
        IReadOnlyList<LearntDims> kept = Merge([], Note(2, 100), Note(3, 500));

        Assert.Equal("3: 500, 2: 100", Text(kept));
    }

    [Fact]
    public void Lengths_specialised_on_request_count_though_nothing_ran()
    {
        Assert.Equal("2: 8", Text(Merge([], Note(2, 0))));
    }

    [Fact]
    public void Uses_of_earlier_starts_fade_once_a_start()
    {
        LearntDims[] kept = [Learnt(2, 80), Learnt(3, 40)];

        Assert.Equal("2: 70, 3: 45", Text(Merge(kept, Note(3, 10))));
        Assert.Equal("2: 80, 3: 50", Text(Merge(kept, isFirst: false, Note(3, 10))));
    }

    [Fact]
    public void Lengths_that_are_not_used_any_more_are_forgotten()
    {
        IReadOnlyList<LearntDims> kept = Merge([], Note(2, 1000));
        int starts = 0;
        while (Text(kept).Contains("2:", StringComparison.Ordinal))
        {
            kept = Merge(kept, Note(3, 10));
            starts++;
        }

        Assert.InRange(starts, 40, 60);
        Assert.Single(kept);
    }

    [Fact]
    public void Lengths_opened_ahead_and_not_used_fade_too()
    {
        DimsNote ahead = Note(2, 0) with { IsCompared = false, IsKept = true };

        Assert.Equal("2: 7", Text(Merge([Learnt(2, 8)], ahead)));
    }

    [Fact]
    public void Most_used_lengths_are_kept_where_there_are_too_many()
    {
        IReadOnlyList<LearntDims> kept = Merge([.. Enumerable.Range(1, 10).Select(length => Learnt(length, 8 * length))]);

        Assert.Equal("10: 70, 9: 63, 8: 56, 7: 49", Text(kept));
    }

    [Fact]
    public void What_was_compared_again_takes_the_place_of_what_was_known()
    {
        LearntDims known = Learnt(2, 80) with { Times = Gain, Starts = 5 };
        LearntDims kept = Assert.Single(Merge([known], Note(2, 10) with { Times = Loss, State = SpecializationState.General }));

        Assert.True(kept.IsGeneral);
        Assert.Equal(0, kept.Starts);
    }

    [Fact]
    public void What_was_relied_on_counts_the_starts_that_did()
    {
        LearntDims known = Learnt(2, 80) with { Times = Gain, Starts = 5 };
        DimsNote opened = Note(2, 10) with { IsCompared = false, IsKept = true };
        DimsNote seen = opened with { State = SpecializationState.General, Opening = null };

        Assert.Equal(6, Assert.Single(Merge([known], opened)).Starts);
        Assert.Equal(6, Assert.Single(Merge([known], seen)).Starts);
    }

    [Fact]
    public void What_many_starts_relied_on_is_compared_again()
    {
        Assert.True((Learnt(2, 80) with { Times = Gain, Starts = 19 }).Relied().IsFaster);
        Assert.False((Learnt(2, 80) with { Times = Gain, Starts = 20 }).Relied().IsFaster);
    }

    [Fact]
    public void Lengths_whose_session_failed_are_forgotten()
    {
        Assert.Empty(Merge([Learnt(2, 80)], Note(2, 10) with { State = SpecializationState.Failed, IsKept = true }));
    }

    [Fact]
    public void Lengths_that_only_ran_are_not_learnt()
    {
        Assert.Empty(Merge([], Note(2, 10) with { State = SpecializationState.Seen, Opening = null, Times = null }));
    }

    private static IReadOnlyList<LearntDims> Merge(IEnumerable<LearntDims> kept, params DimsNote[] notes) => Merge(kept, isFirst: true, notes);

    private static IReadOnlyList<LearntDims> Merge(IEnumerable<LearntDims> kept, bool isFirst, params DimsNote[] notes) =>
        LearntMerge.Merge(kept, notes, TimeSpan.FromSeconds(1), isFirst, limit: 4);

    private static LearntDims Learnt(int length, double uses) => new([length], uses, Gain, default, default, 100, 0);

    private static DimsNote Note(int length, long uses) => new(
        new SpecializedDims([length]), SpecializationState.Specialized, uses, Gain, IsCompared: true, IsKept: false, TimeSpan.FromSeconds(1), 100);

    private static string Text(IEnumerable<LearntDims> learnt) =>
        string.Join(", ", learnt.Select(known => FormattableString.Invariant($"{known.Dims[0]}: {known.Uses}")));
}
