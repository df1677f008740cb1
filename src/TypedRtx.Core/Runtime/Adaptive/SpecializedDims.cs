using System.Diagnostics;
using TypedRtx.Runtime.Learning;
using TypedRtx.Runtime.Widening;

namespace TypedRtx.Runtime.Adaptive;

/// <summary>
/// Lengths that a model ran with, and what became of a session for them. Belongs to <see cref="DimsTable"/>, whose lock guards
/// everything but <see cref="Count"/>, <see cref="Touch"/> and <see cref="Spend"/>.
/// </summary>
internal sealed class SpecializedDims(int[] dims)
{
    private ServedSession? _session;
    private long _lastUse;
    private long _spent;
    private long _uses;

    public int[] Dims { get; } = dims;

    public SpecializationState State { get; set; }

    /// <summary>Runs in the general session since the lengths were last settled.</summary>
    public int Runs { get; set; }

    /// <summary>When the first of those runs began; null before it.</summary>
    public long? Since { get; set; }

    /// <summary>What those runs took together.</summary>
    public TimeSpan Spent => TimeSpan.FromTicks(Volatile.Read(ref _spent));

    /// <summary>Whether they left the table, so that a binding looks for others.</summary>
    public bool IsGone { get; set; }

    /// <summary>Whether a run waits for the session, so that it answers before it is compared.</summary>
    public bool IsUrgent { get; set; }

    /// <summary>Whether no run waits for the session, so that others are opened first and none makes room for it.</summary>
    public bool IsAhead { get; set; }

    /// <summary>What earlier starts found out; null for nothing that is to be relied on.</summary>
    public LearntDims? Learnt { get; set; }

    /// <summary>Whether the cache holds something about the lengths.</summary>
    public bool IsKept { get; set; }

    /// <summary>Whether the candidates were compared since that was kept.</summary>
    public bool IsCompared { get; set; }

    /// <summary>How long opening the session took; null before one was opened.</summary>
    public TimeSpan? Opening { get; set; }

    /// <summary>How many uses the cache counts already.</summary>
    public long UsesKept { get; set; }

    /// <summary>Inputs of a run to compare with; null to make some up.</summary>
    public RecordedBinding? Sample { get; set; }

    /// <summary>When a session was asked for, in ticks of the stopwatch.</summary>
    public long Asked { get; private set; }

    /// <summary>Orders uses that the clock does not tell apart.</summary>
    public long Order { get; set; }

    public CandidateTimes? Times { get; set; }

    public long ByteLength { get; set; }

    /// <summary>Why the last session could not be used; null where it could, or none was tried.</summary>
    public string? Failure { get; set; }

    /// <summary>Ends when a session answers or is not going to.</summary>
    public TaskCompletionSource Answered { get; private set; } = NewCompletion();

    /// <summary>Ends when the candidates were compared, or will not be.</summary>
    public TaskCompletionSource Settled { get; private set; } = NewCompletion();

    /// <summary>The specialised session that answers; null where the general one does.</summary>
    public ServedSession? Session
    {
        get => Volatile.Read(ref _session);
        set => Volatile.Write(ref _session, value);
    }

    public long LastUse => Volatile.Read(ref _lastUse);

    /// <summary>How many runs there were, those within a millisecond counted once.</summary>
    public long Uses => Volatile.Read(ref _uses);

    /// <summary>Notes a run. Written once a millisecond at most, because several threads do.</summary>
    public void Count()
    {
        long now = Environment.TickCount64;
        if (_lastUse != now || _uses == 0)
        {
            Volatile.Write(ref _lastUse, now);
            Volatile.Write(ref _uses, _uses + 1);
        }
    }

    /// <summary>Notes that the lengths matter now.</summary>
    public void Touch() => Volatile.Write(ref _lastUse, Environment.TickCount64);

    /// <summary>Notes what a run took. Needs no lock.</summary>
    public void Spend(TimeSpan time) => Interlocked.Add(ref _spent, time.Ticks);

    /// <summary>Begins counting anew.</summary>
    public void StartCounting()
    {
        Runs = 0;
        Since = null;
        Volatile.Write(ref _spent, 0);
    }

    /// <summary>Begins another try.</summary>
    /// <param name="isUrgent">Whether a run waits for the session.</param>
    /// <param name="isAhead">Whether no run asked for it.</param>
    public void Begin(bool isUrgent, bool isAhead)
    {
        State = SpecializationState.Pending;
        IsUrgent = isUrgent;
        IsAhead = isAhead;
        Failure = null;
        Asked = Stopwatch.GetTimestamp();
        Answered = NewCompletion();
        Settled = NewCompletion();
    }

    public DimsSpecialization Describe() =>
        new(Dims, State, Times?.General, Times?.Specialized, ByteLength) { Failure = Failure };

    private static TaskCompletionSource NewCompletion() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
