using System.Diagnostics;
using TypedRtx.Backends;
using TypedRtx.Native;
using TypedRtx.Runtime.Widening;

namespace TypedRtx.Runtime.Adaptive;

/// <summary>Opens sessions for lengths, compares them with the general one, and puts those in place that are faster.</summary>
/// <param name="request">The model.</param>
/// <param name="opened">What it was opened on.</param>
/// <param name="general">The session that takes any lengths.</param>
/// <param name="table">The lengths.</param>
/// <param name="limits">What bounds the work.</param>
/// <param name="log">Told what is done.</param>
internal sealed class Specializer(
    BackendRequest request, OpenedBackend opened, ServedSession general, DimsTable table, AdaptiveLimits limits, AdaptiveLog log) : IDisposable
{
    private static readonly TimeSpan TrimDelay = TimeSpan.FromSeconds(1);

    private readonly HeldModel _held = new(request);
    private readonly Timer _trim = new(static _ => NativeHeap.Trim());

    /// <summary>Told of lengths whose session is to be freed.</summary>
    public Action<int[]> Released { get; set; } = static _ => { };

    /// <summary>Where swaps are counted; null for nowhere.</summary>
    public ModelMetrics? Metrics { get; set; }

    /// <summary>Ends the wait of those who wait for lengths.</summary>
    public static void Complete(SpecializedDims dims)
    {
        dims.Sample = null;
        dims.Answered.TrySetResult();
        dims.Settled.TrySetResult();
    }

    /// <summary>Takes a session that failed out of place.</summary>
    public void Reject(SpecializedDims dims, ServedSession session, TypedRtxException failure)
    {
        if (table.TryReject(dims, session, failure))
        {
            session.Retire();
            log.Failed(dims, failure);
            Metrics?.Settled(SpecializationState.Failed);
            Released(dims.Dims);
        }
    }

    public void Dispose()
    {
        _trim.Dispose();
        _held.Dispose();
    }

    /// <summary>Opens a session and decides; throws nothing.</summary>
    public void Specialize(SpecializedDims dims, CancellationToken cancellationToken)
    {
        ServedSession? session = null;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            _held.ThrowIfChanged();
            long start = Stopwatch.GetTimestamp();
            IInferenceSession made = opened.Backend.Open(opened.Artefact!, request, dims.Dims, cancellationToken);
            table.Opened(dims, Stopwatch.GetElapsedTime(start));
            session = new ServedSession(new OpenedBackend(opened.Backend, null, made), null);
            Choose(dims, session, made, cancellationToken);
        }
        catch (Exception e)
        {
            // The boundary of a thread: what is not caught here ends the process.
            Lose(dims, session, SpecializationState.Failed, e);
            if (!cancellationToken.IsCancellationRequested)
            {
                log.Failed(dims, e);
            }
        }
        finally
        {
            Trim();
            Complete(dims);
        }
    }

    private void Choose(SpecializedDims dims, ServedSession session, IInferenceSession made, CancellationToken cancellationToken)
    {
        // A run that waits may come later.
        bool isUrgent = dims.IsUrgent;
        RecordedBinding? sample = dims.Sample ?? SampleRun.MadeUp(request.Model, dims.Dims);
        if (isUrgent)
        {
            if (limits.Pause is not null)
            {
                Warm(dims, sample, session, cancellationToken);
            }

            Install(dims, session, made.ByteLength);
            dims.Answered.TrySetResult();
        }

        if (dims.Learnt is { IsFaster: true })
        {
            if (!isUrgent)
            {
                Warm(dims, sample, session, cancellationToken);
                Install(dims, session, made.ByteLength);
            }

            return;
        }

        if (sample is null || Compare(dims, sample, session, cancellationToken) is not { } times)
        {
            // Real inputs will tell: the third run brings some.
            if (!isUrgent)
            {
                session.Retire();
                table.Withdraw(dims);
            }

            return;
        }

        table.Compared(dims, times);
        if (!times.IsWorthIt)
        {
            Lose(dims, session, SpecializationState.General);
            log.Kept(dims);
        }
        else if (!isUrgent)
        {
            Install(dims, session, made.ByteLength);
        }
    }

    // So that the first run finds ready what the library makes in the first ones.
    private void Warm(SpecializedDims dims, RecordedBinding? sample, ServedSession session, CancellationToken cancellationToken)
    {
        if (sample is null || !session.TryCreateBinding(isForSteps: false, out ISessionBinding? binding))
        {
            return;
        }

        using (binding)
        {
            try
            {
                SampleRun.Run(request.Model, sample, binding, cancellationToken);
                if (limits.Cost == TimeSpan.Zero)
                {
                    CandidateTimes.Prepare(binding, cancellationToken);
                }
            }
            catch (TypedRtxException) when (dims.Sample is null)
            {
                // A model may refuse inputs that are made up; a run tells whether it is the session.
            }
        }
    }

    private CandidateTimes? Compare(
        SpecializedDims dims, RecordedBinding sample, ServedSession specialized, CancellationToken cancellationToken)
    {
        opened.Session.Settle(cancellationToken);
        if (!general.TryCreateBinding(isForSteps: false, out ISessionBinding? ours))
        {
            return null;
        }

        using (ours)
        {
            // Where runs are recorded they go on in what the general session has while the other one compiles: it is left alone until then.
            bool isRecorded = limits.Pause is not null;
            if (!isRecorded && !TakesSample(ours))
            {
                return null;
            }

            if (!specialized.TryCreateBinding(isForSteps: false, out ISessionBinding? theirs))
            {
                return null;
            }

            using (theirs)
            {
                if (!isRecorded)
                {
                    sample.CopyTo(theirs);
                }
                else if (!TryCompile(theirs, ours))
                {
                    return null;
                }

                return limits.Compare(ours, theirs, cancellationToken);
            }
        }

        bool TryCompile(ISessionBinding theirs, ISessionBinding ours)
        {
            try
            {
                SampleRun.Run(request.Model, sample, theirs, cancellationToken);
            }
            catch (TypedRtxException)
            {
                // Not as a condition of the catch, which is looked at before the session that failed cleans up.
                if (!TakesSample(ours))
                {
                    return false;
                }

                throw;
            }

            // Lengths that no run had may take the general session longer than runs are to wait in a pause.
            bool isTaken = dims.Sample is not null || TakesSample(ours);
            sample.CopyTo(ours);
            return isTaken;
        }

        // A model may refuse inputs that are made up, and a run may have failed of its own; the inputs say nothing then.
        bool TakesSample(ISessionBinding binding)
        {
            try
            {
                SampleRun.Run(request.Model, sample, binding, cancellationToken);
                return true;
            }
            catch (TypedRtxException)
            {
                return false;
            }
        }
    }

    // What opening left goes back to the system, which stops all who allocate for a moment. Runs that a GPU recorded do not, so there it
    // waits until those of these lengths are.
    private void Trim()
    {
        if (opened.Session.Resident == MemoryKind.Host)
        {
            NativeHeap.Trim();
        }
        else
        {
            _trim.Change(TrimDelay, Timeout.InfiniteTimeSpan);
        }
    }

    private void Install(SpecializedDims dims, ServedSession session, long byteLength)
    {
        if (byteLength > limits.Bytes)
        {
            throw new InferenceException(
                $"the session holds {byteLength} bytes, and ModelOptions.MemoryBudget is {limits.Bytes} for all of them.");
        }

        if (table.Install(dims, session, byteLength) is not { } evictions)
        {
            session.Retire();
            table.Withdraw(dims);
            return;
        }

        foreach ((SpecializedDims evicted, ServedSession old) in evictions)
        {
            old.Retire();
            log.Evicted(evicted);
            Metrics?.Settled(SpecializationState.Evicted);
            Released(evicted.Dims);
        }

        TimeSpan sinceAsked = Stopwatch.GetElapsedTime(dims.Asked);
        log.Swapped(dims, sinceAsked);
        Metrics?.Settled(SpecializationState.Specialized);
        Metrics?.Swapped(sinceAsked);
    }

    private void Lose(SpecializedDims dims, ServedSession? session, SpecializationState outcome, Exception? failure = null)
    {
        bool isEnough = table.Lose(dims, outcome, failure);
        session?.Retire();
        Metrics?.Settled(outcome);
        Released(dims.Dims);
        if (isEnough)
        {
            log.GaveUp(limits.Losses);
        }
    }
}
