namespace TypedRtx.TensorRtRtx;

/// <summary>
/// Makes one rising number of the library's phases, which lie in each other: a phase counts its own steps and what its open inner
/// phase has of one more. Phases may end before all their steps, and inner ones may begin after their outer one's last step.
/// </summary>
internal sealed class BuildProgressTree(IProgress<EngineBuildProgress> progress)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Phase> _open = new(StringComparer.Ordinal);
    private Phase? _root;
    private double _fraction;

    public void Start(string name, string? parent, int steps)
    {
        lock (_gate)
        {
            Phase phase = new(name, Math.Max(1, steps), parent is not null && _open.TryGetValue(parent, out Phase? around) ? around : null);
            _open[name] = phase;
            _root ??= phase;
            if (phase.Parent is { } outer)
            {
                outer.Inner = phase;
            }

            Report(name);
        }
    }

    public void Step(string name, int step)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(name, out Phase? phase))
            {
                phase.Done = Math.Min(phase.Steps, Math.Max(phase.Done, step + 1));
                phase.Inner = null;
                Report(name);
            }
        }
    }

    public void Finish(string name)
    {
        lock (_gate)
        {
            if (_open.Remove(name, out Phase? phase))
            {
                phase.Done = phase.Steps;
                phase.Inner = null;
                Report(name);
            }
        }
    }

    private void Report(string name)
    {
        _fraction = Math.Max(_fraction, Math.Min(1, _root?.Fraction ?? 0));
        progress.Report(new EngineBuildProgress(name, _fraction));
    }

    private sealed class Phase(string name, int steps, Phase? parent)
    {
        public string Name => name;

        public int Steps => steps;

        public Phase? Parent => parent;

        public int Done { get; set; }

        public Phase? Inner { get; set; }

        public double Fraction => Math.Min(1, (Done + (Inner?.Fraction ?? 0)) / steps);
    }
}
