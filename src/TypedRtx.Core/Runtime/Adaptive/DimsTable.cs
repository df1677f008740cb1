using TypedRtx.Runtime.Widening;

namespace TypedRtx.Runtime.Adaptive;

/// <summary>The lengths that a model ran with, and which of them have a session. Safe for concurrent use.</summary>
internal sealed partial class DimsTable(AdaptiveLimits limits)
{
    // What a session mostly gains of a run's time, where nothing is known of it.
    private const double UsualGain = 0.1;

    // One start that runs for weeks should not decide what is warmed for years.
    private const long MaxUses = 1000;

    private readonly Lock _gate = new();
    private readonly List<SpecializedDims> _all = [];
    private int _losses;
    private int _evictions;
    private long _order;
    private int _version;

    /// <summary>Changes whenever a binding should look again which session answers.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>What is known of lengths; null where as many are remembered as may be, and all wait or have sessions.</summary>
    public SpecializedDims? Find(ReadOnlySpan<int> dims)
    {
        lock (_gate)
        {
            foreach (SpecializedDims known in _all)
            {
                if (dims.SequenceEqual(known.Dims))
                {
                    Use(known);
                    return known;
                }
            }

            if (_all.Count >= limits.Dims && !ForgetOldest())
            {
                return null;
            }

            SpecializedDims added = new(dims.ToArray());
            Use(added);
            _all.Add(added);
            return added;
        }
    }

    /// <summary>Notes that a binding goes on with lengths that it knows.</summary>
    public void Using(SpecializedDims dims)
    {
        lock (_gate)
        {
            Use(dims);
        }
    }

    /// <summary>Counts a run in the general session.</summary>
    /// <param name="dims">Its lengths.</param>
    /// <param name="isEager">Whether the first run of lengths already asks.</param>
    /// <param name="isWanted">Whether a session should be asked for now.</param>
    /// <returns>Whether later runs are to be counted too.</returns>
    public bool Count(SpecializedDims dims, bool isEager, out bool isWanted)
    {
        lock (_gate)
        {
            bool counts = dims.State is SpecializationState.Seen or SpecializationState.Evicted && _losses < limits.Losses;

            isWanted = counts && ((isEager && dims.State == SpecializationState.Seen) || IsWorthIt(dims));
            return counts;
        }
    }

    /// <summary>Notes that lengths wait for a session; false where they do already, or have one.</summary>
    /// <param name="dims">The lengths.</param>
    /// <param name="isUrgent">Whether a run waits for the session.</param>
    /// <param name="isAhead">Whether no run asked for it.</param>
    public bool TryBegin(SpecializedDims dims, bool isUrgent, bool isAhead = false)
    {
        lock (_gate)
        {
            if (dims.IsGone || dims.State is not (SpecializationState.Seen or SpecializationState.Evicted or SpecializationState.Failed))
            {
                return false;
            }

            dims.Begin(isUrgent, isAhead);
            return true;
        }
    }

    /// <summary>Notes that a run would have the session that lengths wait for; false where one did already.</summary>
    public bool TryHurry(SpecializedDims dims, bool isUrgent)
    {
        lock (_gate)
        {
            bool wasAhead = dims.IsAhead;
            dims.IsAhead = false;
            dims.IsUrgent |= wasAhead && isUrgent;
            return wasAhead;
        }
    }

    /// <summary>Takes it back that lengths wait.</summary>
    public void Withdraw(SpecializedDims dims) => End(dims, SpecializationState.Seen);

    /// <summary>Notes how long runs take.</summary>
    public void Compared(SpecializedDims dims, CandidateTimes times)
    {
        lock (_gate)
        {
            dims.Times = times;
            dims.IsCompared = true;
        }
    }

    /// <summary>Notes how long opening a session took.</summary>
    public void Opened(SpecializedDims dims, TimeSpan opening)
    {
        lock (_gate)
        {
            dims.Opening = opening;
        }
    }

    /// <summary>Puts a session in place.</summary>
    /// <returns>
    /// Those that made room, whose sessions are the caller's to retire; null where none makes room because no run asked for the session.
    /// </returns>
    public List<(SpecializedDims Dims, ServedSession Session)>? Install(SpecializedDims dims, ServedSession session, long byteLength)
    {
        List<(SpecializedDims, ServedSession)> evicted = [];
        lock (_gate)
        {
            long bytes = byteLength + _all.Where(known => known.Session is not null).Sum(known => known.ByteLength);
            int count = 1 + _all.Count(known => known.Session is not null);
            while (count > limits.Sessions || bytes > limits.Bytes)
            {
                if (dims.IsAhead)
                {
                    return null;
                }

                if (_all.Where(known => known.Session is not null).OrderBy(known => known.LastUse).ThenBy(known => known.Order).FirstOrDefault()
                    is not { } oldest)
                {
                    break;
                }

                evicted.Add((oldest, oldest.Session!));
                bytes -= oldest.ByteLength;
                count--;
                Clear(oldest, SpecializationState.Evicted);
                _evictions++;
            }

            dims.ByteLength = byteLength;
            dims.Session = session;
            dims.State = SpecializationState.Specialized;
            _losses = 0;
            dims.Touch();
            Use(dims);
            Interlocked.Increment(ref _version);
        }

        return evicted;
    }

    /// <summary>Notes that the general session answers for good, and what went wrong with the other, if anything did.</summary>
    /// <returns>Whether, with this, no more sessions are opened for what runs bring.</returns>
    public bool Lose(SpecializedDims dims, SpecializationState outcome, Exception? failure = null)
    {
        lock (_gate)
        {
            Clear(dims, outcome);
            dims.Failure = failure?.Message;
            Interlocked.Increment(ref _version);
            return ++_losses == limits.Losses;
        }
    }

    /// <summary>Takes a session that failed out; false where another answers already.</summary>
    public bool TryReject(SpecializedDims dims, ServedSession session, Exception failure)
    {
        lock (_gate)
        {
            if (dims.Session != session)
            {
                return false;
            }

            Clear(dims, SpecializationState.Failed);
            dims.Failure = failure.Message;
            Interlocked.Increment(ref _version);
            return true;
        }
    }

    /// <summary>Takes all sessions out.</summary>
    public List<ServedSession> Clear()
    {
        lock (_gate)
        {
            List<ServedSession> sessions = [];
            foreach (SpecializedDims dims in _all)
            {
                if (dims.Session is { } session)
                {
                    sessions.Add(session);
                    Clear(dims, SpecializationState.Evicted);
                }
            }

            Interlocked.Increment(ref _version);
            return sessions;
        }
    }

    /// <summary>What is known now, the lengths used last first.</summary>
    public IReadOnlyList<DimsSpecialization> Describe()
    {
        lock (_gate)
        {
            return [.. _all.OrderByDescending(dims => dims.LastUse).ThenByDescending(dims => dims.Order).Select(dims => dims.Describe())];
        }
    }

    // What is lost without a session before it is opened is then no more than what opening it costs.
    private bool IsWorthIt(SpecializedDims dims)
    {
        // Each eviction makes the next one harder: many lengths in turn would otherwise open sessions for ever.
        // What gained in earlier starts is not compared again, and need not prove itself by coming back.
        bool isFaster = dims.Learnt is { IsFaster: true };
        TimeSpan cost = isFaster && dims.Learnt!.Opening < limits.Cost ? dims.Learnt.Opening : limits.Cost;
        double gain = isFaster && dims.Learnt!.Times is { } times ? times.Gain : UsualGain;
        dims.Since ??= limits.Clock.GetTimestamp();
        return ++dims.Runs >= (isFaster ? 1L : limits.Runs) * (1 + _evictions)
            && (gain * dims.Spent >= cost || UsualGain * limits.Clock.GetElapsedTime(dims.Since.Value) >= cost);
    }

    private static void Clear(SpecializedDims dims, SpecializationState state)
    {
        dims.State = state;
        dims.Session = null;
        dims.ByteLength = 0;
        dims.Learnt = state == SpecializationState.Failed ? null : dims.Learnt;
        dims.StartCounting();
    }

    private void End(SpecializedDims dims, SpecializationState state)
    {
        lock (_gate)
        {
            Clear(dims, state);
            Interlocked.Increment(ref _version);
        }
    }

    private void Use(SpecializedDims dims) => dims.Order = ++_order;

    private bool ForgetOldest()
    {
        SpecializedDims? oldest = null;
        foreach (SpecializedDims dims in _all)
        {
            if (dims.Session is null && dims.State != SpecializationState.Pending && (oldest is null || dims.Order < oldest.Order))
            {
                oldest = dims;
            }
        }

        if (oldest is null)
        {
            return false;
        }

        oldest.IsGone = true;
        _all.Remove(oldest);
        Interlocked.Increment(ref _version);
        return true;
    }
}
