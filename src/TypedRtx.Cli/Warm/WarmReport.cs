using System.Globalization;
using TypedRtx.Caching;
using TypedRtx.Cli.Cache;
using TypedRtx.Cli.Reading;

namespace TypedRtx.Cli.Warm;

/// <summary>Says what was warmed, as it happens.</summary>
internal sealed class WarmReport(Terminal terminal, ModelFile model)
{
    private string Name => Path.GetFileName(model.Path);

    /// <summary>The first answer, whose time includes what libraries need to start.</summary>
    public void Started(WarmStart start, TimeSpan run) =>
        terminal.Line($"{Name}: {start.BackendName}, loaded in {Seconds(start.Loading)}, first run in {Milliseconds(run)}");

    /// <summary>What became of lengths.</summary>
    public void Warmed(WarmedDims dims)
    {
        string text = $"{DimsReading.Text(model.Plan, dims.Dims)}: {Outcome(dims)}";
        if (dims.IsDone)
        {
            terminal.Line($"{text}, done in {Seconds(dims.Elapsed)}");
        }
        else
        {
            terminal.Error(text);
        }
    }

    /// <summary>How the next start finds it.</summary>
    public void Next(WarmStart start, TimeSpan run, int known, int settled) => terminal.Line(
        $"next start: loaded in {Seconds(start.Loading)}, first run in {Milliseconds(run)}"
        + (settled == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {known} of {settled} known")));

    /// <summary>What there is more in the cache than before.</summary>
    public void Kept(OpenedCache before, OpenedCache after)
    {
        HashSet<string> known = [.. before.Entries.Select(entry => entry.Path)];
        List<CacheFile> added = [.. after.Entries.Where(entry => !known.Contains(entry.Path))];
        long gained = after.Entries.Sum(entry => entry.ByteLength) - before.Entries.Sum(entry => entry.ByteLength);
        terminal.Line(
            $"{after.Root}: {OpenedCache.Text(after.Entries)}; {OpenedCache.Text(added)} new, "
            + $"{(gained < 0 ? "-" : "+")}{ByteText.Of(Math.Abs(gained))} in all");
    }

    private static string Outcome(WarmedDims dims) => dims switch
    {
        { Failure: { } failure } => $"failed: {failure}",
        { Known: null } => $"runs in {Milliseconds(dims.Run)}",
        { Known: { State: SpecializationState.Specialized } known } => $"specialised{Times(known)}",
        { Known: { State: SpecializationState.General } known } => $"the general session is as fast{Times(known)}",
        { Known: { State: SpecializationState.Evicted } known } => $"specialised, and made room for others{Times(known)}",
        { Known: { State: SpecializationState.Failed } known } =>
            $"failed, so the general session answers: {known.Failure ?? "see the warning above"}",
        _ => "not settled: the sessions could not be compared with made-up inputs, so runs of the program will tell",
    };

    private static string Times(DimsSpecialization known) => known is { GeneralTime: { } general, SpecializedTime: { } specialized }
        ? $", {Milliseconds(specialized)} a run, general {Milliseconds(general)}"
        : "";

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.000} ms");
}
