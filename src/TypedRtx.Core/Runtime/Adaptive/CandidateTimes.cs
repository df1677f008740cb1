using System.Diagnostics;
using TypedRtx.Backends;

namespace TypedRtx.Runtime.Adaptive;

/// <summary>How long a run takes in both candidates: medians of runs in turns, so that what disturbs one disturbs the other.</summary>
/// <param name="General">In the general session.</param>
/// <param name="Specialized">In the specialised session.</param>
/// <param name="Ratio">
/// The median of the ratios of neighbouring turns, specialised over general, which other work on the machine disturbs least; null where
/// turns were not taken.
/// </param>
internal readonly record struct CandidateTimes(TimeSpan General, TimeSpan Specialized, double? Ratio = null)
{
    // A second session for less than this is not worth its memory, and less is hardly told from noise.
    private const double LeastGain = 0.01;

    private const int WarmRuns = 2;

    // A GPU's first run warms up, and the second or third is recorded.
    private const int RunsUntilReplay = 3;
    private const int MinRounds = 3;
    private const int MaxRounds = 41;

    // Who is this close is looked at for longer.
    private const double Close = 0.08;
    private const int LongerWhereClose = 4;

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(1);

    /// <summary>What part of a run's time the specialised session saves; negative where it is slower.</summary>
    public double Gain => 1 - (Ratio ?? Specialized / General);

    /// <summary>Whether the specialised session is worth keeping.</summary>
    public bool IsWorthIt => Gain > LeastGain;

    /// <summary>Runs both in turns, three times each at least.</summary>
    /// <param name="general">The general session's.</param>
    /// <param name="specialized">The specialised session's.</param>
    /// <param name="limit">For how long at most; four times as long where both are about as fast.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static CandidateTimes Measure(
        ISessionBinding general, ISessionBinding specialized, TimeSpan limit, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 1; i < WarmRuns; i++)
        {
            specialized.Run(cancellationToken);
            general.Run(cancellationToken);
        }

        specialized.Run(cancellationToken);
        TimeSpan once = Time(general, 1, cancellationToken);
        int runs = (int)Math.Clamp(Turn / (once + TimeSpan.FromTicks(1)), 1, 1000);
        List<TimeSpan> generals = [];
        List<TimeSpan> specials = [];
        while (generals.Count < MinRounds || (generals.Count < MaxRounds && IsTimeLeft()))
        {
            // Who goes second finds the processor's caches as the first left them, so they swap places.
            bool generalFirst = generals.Count % 2 == 0;
            TimeSpan first = Time(generalFirst ? general : specialized, runs, cancellationToken);
            TimeSpan second = Time(generalFirst ? specialized : general, runs, cancellationToken);
            generals.Add(generalFirst ? first : second);
            specials.Add(generalFirst ? second : first);
        }

        return new CandidateTimes(Median(generals) / runs, Median(specials) / runs, RatioOf(generals, specials));

        bool IsTimeLeft()
        {
            TimeSpan passed = Stopwatch.GetElapsedTime(start);
            return passed < limit
                || (passed < LongerWhereClose * limit && Math.Abs(1 - LeastGain - RatioOf(generals, specials)) < Close);
        }
    }

    /// <summary>Runs a binding that ran once until a GPU does nothing in a run any more that later ones are spared.</summary>
    public static void Prepare(ISessionBinding binding, CancellationToken cancellationToken)
    {
        for (int i = 1; i < RunsUntilReplay; i++)
        {
            binding.Prepare(cancellationToken);
        }
    }

    /// <summary>
    /// Runs both in turns while no other runs go on, at least once each and three times where there is time. The specialised session's
    /// ran before, and both are recorded here: beside other runs, which may allocate, no recording is safe.
    /// </summary>
    /// <param name="general">The general session's.</param>
    /// <param name="specialized">The specialised session's.</param>
    /// <param name="pause">Keeps other runs out.</param>
    /// <param name="limit">For how long at most, but for what a turn takes; less where it shows early who is faster.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static CandidateTimes MeasureAlone(
        ISessionBinding general, ISessionBinding specialized, RunPause pause, TimeSpan limit, CancellationToken cancellationToken)
    {
        List<TimeSpan> generals = [];
        List<TimeSpan> specials = [];
        pause.Begin();
        try
        {
            Prepare(specialized, cancellationToken);
            general.Prepare(cancellationToken);
            Prepare(general, cancellationToken);
            long start = Stopwatch.GetTimestamp();
            TimeSpan once = Time(general, 1, cancellationToken);
            int runs = (int)Math.Clamp(Turn / 2 / (once + TimeSpan.FromTicks(1)), 1, 1000);
            do
            {
                generals.Add(Time(general, runs, cancellationToken));
                specials.Add(Time(specialized, runs, cancellationToken));
            }
            while (Stopwatch.GetElapsedTime(start) < limit
                && (generals.Count < MinRounds || Math.Abs(1 - LeastGain - RatioOf(generals, specials)) < Close));

            return new CandidateTimes(Median(generals) / runs, Median(specials) / runs, RatioOf(generals, specials));
        }
        finally
        {
            pause.End();
        }
    }

    private static double RatioOf(List<TimeSpan> generals, List<TimeSpan> specials)
    {
        List<double> ratios = [.. specials.Zip(generals, (special, own) => special / own).Order()];
        return ratios[ratios.Count / 2];
    }

    private static TimeSpan Time(ISessionBinding binding, int runs, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < runs; i++)
        {
            binding.Run(cancellationToken);
        }

        return Stopwatch.GetElapsedTime(start);
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
