using Microsoft.Extensions.Logging;
using TypedRtx.Backends;

namespace TypedRtx.Runtime.Widening;

/// <summary>Says what is built for which lengths, why, how long it took, and who answers meanwhile.</summary>
internal sealed class WideningLog(BackendRequest request, IInferenceBackend backend)
{
    private readonly ILogger? _logger = request.Options.Logger;
    private bool _saidRefusal;

    public void Deferred() => Write(
        LogLevel.Information,
        "the model has free lengths, declares no optimization profile, and none is remembered from an earlier start; the first run decides.");

    public void Remembered(OptimizationProfile profile) =>
        Write(LogLevel.Information, $"an earlier start saw lengths in [{Lengths(profile)}]; an engine for them is loaded or built.");

    public void Forgotten(OptimizationProfile profile, Exception failure) => Write(
        LogLevel.Warning,
        $"no engine for the lengths of an earlier start [{Lengths(profile)}]: {failure.Message} The first run decides.");

    public void Building(OptimizationProfile profile, ProfileBatch batch, OptimizationProfile? before, bool waits)
    {
        string seen = string.Join("; ", batch.Dims.Select(dims => BoundDims.Describe(request.Model, dims)));
        string why = seen.Length == 0 ? "an earlier start saw such lengths"
            : before is null ? $"a run has {seen}"
            : $"a run has {seen}, outside [{Lengths(before)}]";
        Write(
            LogLevel.Information,
            $"an engine for [{Lengths(profile)}] is loaded or built, because {why}; "
            + (waits ? "runs that need it wait." : "the next backend answers meanwhile."));
    }

    public void Built(OptimizationProfile profile, TimeSpan time) =>
        Write(LogLevel.Information, FormattableString.Invariant($"the engine for [{Lengths(profile)}] answers after {time.TotalSeconds:0.0} s."));

    public void Failed(OptimizationProfile profile, Exception failure, bool waits) => Write(
        LogLevel.Warning,
        $"no engine for [{Lengths(profile)}]: {failure.Message}"
        + (waits ? "" : " The next backend keeps answering for lengths that need it."));

    public void Rejected(OptimizationProfile profile, Exception failure) =>
        Write(LogLevel.Warning, $"the engine for [{Lengths(profile)}] cannot be used: {failure.Message} The next backend answers.");

    public void Refused(ReadOnlySpan<int> dims)
    {
        if (!Interlocked.Exchange(ref _saidRefusal, true))
        {
            Write(
                LogLevel.Warning,
                $"the engine refuses {BoundDims.Describe(request.Model, dims)}, which its profile holds; the next backend answers. "
                + "More of these are not logged.");
        }
    }

    public void NoNext(Exception reason) =>
        Write(LogLevel.Warning, $"no other backend answers while an engine is built, so runs wait for it. {reason.Message}");

    public void NotRemembered(Exception reason) =>
        Write(LogLevel.Warning, $"the lengths cannot be remembered for the next start. {reason.Message}");

    private static string Lengths(OptimizationProfile profile) => string.Join(", ", profile.Ranges);

    private void Write(LogLevel level, string message)
    {
        if (_logger is not null && _logger.IsEnabled(level))
        {
            _logger.Log(level, "{Model} on {Backend}: {Message}", request.Model.Name, backend.Name, message);
        }
    }
}
