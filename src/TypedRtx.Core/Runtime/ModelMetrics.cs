using System.Diagnostics.Metrics;

namespace TypedRtx.Runtime;

/// <summary>The meter <c>TypedRtx</c> of one model. Without a listener a run pays for one comparison.</summary>
internal sealed class ModelMetrics : IDisposable
{
    public const string MeterName = "TypedRtx";

    private readonly Meter _meter = new(MeterName);
    private readonly KeyValuePair<string, object?> _model;
    private readonly Counter<long> _runs;
    private readonly Counter<long> _specializations;
    private readonly Histogram<double> _swaps;

    public ModelMetrics(ModelDescriptor model)
    {
        _model = new("model", model.Name);
        _runs = _meter.CreateCounter<long>("typedrtx.runs", "{run}", "Runs that gave outputs.");
        _specializations = _meter.CreateCounter<long>(
            "typedrtx.specializations", "{session}", "Specialised sessions that were settled, by outcome.");
        _swaps = _meter.CreateHistogram<double>(
            "typedrtx.swap.duration", "s", "Time from asking for a specialised session until it answers.");
    }

    /// <summary>Counts a run.</summary>
    public void Ran()
    {
        if (_runs.Enabled)
        {
            _runs.Add(1, _model);
        }
    }

    /// <summary>Counts a specialised session that was settled.</summary>
    public void Settled(SpecializationState outcome) =>
        _specializations.Add(1, _model, new KeyValuePair<string, object?>("outcome", NameOf(outcome)));

    /// <summary>Records how long a swap took to come.</summary>
    public void Swapped(TimeSpan sinceAsked) => _swaps.Record(sinceAsked.TotalSeconds, _model);

    public void Dispose() => _meter.Dispose();

    private static string NameOf(SpecializationState outcome) => outcome switch
    {
        SpecializationState.Specialized => "specialized",
        SpecializationState.General => "general",
        SpecializationState.Evicted => "evicted",
        _ => "failed",
    };
}
