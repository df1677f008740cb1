using Microsoft.Extensions.Logging;
using TypedRtx.Backends;
using TypedRtx.Runtime.Widening;

namespace TypedRtx.Runtime.Adaptive;

/// <summary>Says which session answers for which lengths, and why. The first failure is a warning, later ones are details.</summary>
internal sealed class AdaptiveLog(BackendRequest request, IInferenceBackend backend)
{
    private readonly ILogger? _logger = request.Options.Logger;
    private bool _saidFailure;

    public void Swapped(SpecializedDims dims, TimeSpan sinceAsked) => Write(
        LogLevel.Information,
        FormattableString.Invariant(
            $"a session for {Lengths(dims)} answers, {sinceAsked.TotalSeconds:0.00} s after it was asked for{Compared(dims)}."));

    public void Kept(SpecializedDims dims) => Write(
        LogLevel.Information, $"the general session goes on answering for {Lengths(dims)}{Compared(dims)}; the specialised one is freed.");

    public void Evicted(SpecializedDims dims) => Write(
        LogLevel.Information, $"the session for {Lengths(dims)} makes room for others; the general one answers.");

    public void Learnt(IReadOnlyList<SpecializedDims> learnt) => Write(
        LogLevel.Information,
        $"earlier starts ran with {string.Join("; ", learnt.Select(Lengths))}: sessions for these are opened in the background, the most used first.");

    public void NotLearnt(Exception failure) => Write(
        LogLevel.Debug, $"what earlier starts found out about lengths is not used: {failure.Message}");

    public void NotKept(Exception failure) => Write(
        LogLevel.Debug, $"what this start found out about lengths is not kept for later ones: {failure.Message}");

    public void GaveUp(int losses) => Write(
        LogLevel.Information, $"{losses} specialised sessions in a row were no faster, so none are opened for further lengths unless asked for.");

    public void Failed(SpecializedDims dims, Exception failure)
    {
        bool isFirst = !Interlocked.Exchange(ref _saidFailure, true);
        Write(
            isFirst ? LogLevel.Warning : LogLevel.Debug,
            $"no session for {Lengths(dims)}; the general one goes on answering: {failure.Message}"
            + (isFirst ? " More of these are logged as details." : ""));
    }

    private static string Compared(SpecializedDims dims) => dims.Times is not { } times ? ""
        : FormattableString.Invariant(
            $": {times.Specialized.TotalMilliseconds:0.000} ms a run specialised, {times.General.TotalMilliseconds:0.000} ms general");

    private string Lengths(SpecializedDims dims) => BoundDims.Describe(request.Model, dims.Dims);

    private void Write(LogLevel level, string message)
    {
        if (_logger is not null && _logger.IsEnabled(level))
        {
            _logger.Log(level, "{Model} on {Backend}: {Message}", request.Model.Name, backend.Name, message);
        }
    }
}
