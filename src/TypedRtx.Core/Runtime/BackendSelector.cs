using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using TypedRtx.Backends;
using TypedRtx.Runtime.Adaptive;
using TypedRtx.Runtime.Widening;

namespace TypedRtx.Runtime;

/// <summary>
/// Opens a model on the backend asked for by name, or on the first of all that says that it can run it and does open it. What
/// was asked, and why it was taken or not, is logged.
/// </summary>
/// <param name="backends">The backends, the first to be asked first.</param>
internal sealed class BackendSelector(IReadOnlyList<IInferenceBackend> backends)
{
    /// <summary>Opens a model as its options ask.</summary>
    /// <exception cref="BackendUnavailableException">No backend opens it; the message holds the reason of each.</exception>
    public OpenedBackend Open(BackendRequest request, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        OpenedBackend opened = request.Options.Backend == Backend.Auto
            ? OpenFirst(backends, request, progress, cancellationToken)
            : OpenNamed(request, progress, cancellationToken);
        return AdaptiveSession.Over(request, opened);
    }

    /// <summary>Opens a model on the first that does, and runs any lengths, of the backends that come after one.</summary>
    /// <exception cref="BackendUnavailableException">No backend opens it; the message holds the reason of each.</exception>
    public OpenedBackend OpenAfter(IInferenceBackend backend, BackendRequest request, CancellationToken cancellationToken)
    {
        IInferenceBackend[] rest = [.. backends.SkipWhile(known => known != backend).Skip(1).Where(known => !known.NeedsProfiles)];
        if (rest.Length == 0)
        {
            throw new BackendUnavailableException($"{request.Model.Name}: after {backend.Name}, no backend is registered that runs any lengths.");
        }

        try
        {
            return OpenFirst(rest, request, null, cancellationToken);
        }
        catch (Exception e) when (IsOfBackend(e) && e is not BackendUnavailableException)
        {
            // Nobody asked for that backend, so its error is not the run's.
            throw new BackendUnavailableException(e.Message, e);
        }
    }

    private OpenedBackend OpenFirst(
        IReadOnlyList<IInferenceBackend> candidates,
        BackendRequest request,
        IProgress<LoadProgress>? progress,
        CancellationToken cancellationToken)
    {
        List<string> reasons = [];
        ExceptionDispatchInfo? last = null;
        int tried = 0;
        foreach (IInferenceBackend backend in candidates)
        {
            BackendVerdict verdict = Ask(backend, request);
            if (!verdict.IsUsable)
            {
                reasons.Add($"{backend.Name}: {verdict.Reason}");
                continue;
            }

            try
            {
                return Start(backend, request, progress, cancellationToken);
            }
            catch (Exception e) when (backends.Count > 1 && IsOfBackend(e))
            {
                tried++;
                last = ExceptionDispatchInfo.Capture(e);
                reasons.Add($"{backend.Name}: {verdict.Reason}, but it failed: {e.Message}");
                Warn(request, $"{backend.Name} failed, so it is not taken: {e.Message}");
            }
        }

        if (tried == 1)
        {
            // The only backend that there is here says best itself what is wrong; why the others are not taken is in the log.
            last!.Throw();
        }

        throw new BackendUnavailableException(Explain(request, reasons), last?.SourceException);
    }

    private OpenedBackend OpenNamed(BackendRequest request, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        List<string> reasons = [];
        IInferenceBackend? doubtful = null;
        string doubt = "";
        foreach (IInferenceBackend backend in backends.Where(known => known.Serves(request.Options.Backend)))
        {
            BackendVerdict verdict = Ask(backend, request);
            if (verdict.IsUsable)
            {
                return Start(backend, request, progress, cancellationToken);
            }

            reasons.Add($"{backend.Name}: {verdict.Reason}");
            if (verdict.MayBeTried && doubtful is null)
            {
                doubtful = backend;
                doubt = verdict.Reason;
            }
        }

        return doubtful is null
            ? throw new BackendUnavailableException(Explain(request, reasons))
            : OpenDoubtful(doubtful, doubt, request, progress, cancellationToken);
    }

    private OpenedBackend OpenDoubtful(
        IInferenceBackend backend,
        string doubt,
        BackendRequest request,
        IProgress<LoadProgress>? progress,
        CancellationToken cancellationToken)
    {
        Warn(request, $"{backend.Name} is tried all the same, because ModelOptions.Backend names it: {doubt}");
        try
        {
            return Start(backend, request, progress, cancellationToken);
        }
        catch (Exception e) when (IsOfBackend(e))
        {
            throw new BackendUnavailableException(
                $"{request.Model.Name}: {backend.Name} was tried because ModelOptions.Backend names it, and failed: {e.Message}\n"
                + $"It had warned: {doubt}",
                e);
        }
    }

    private OpenedBackend Start(
        IInferenceBackend backend, BackendRequest request, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        if (!WideningSession.IsNeeded(request, backend))
        {
            return OpenedBackend.Open(backend, request, progress, cancellationToken);
        }

        Func<CancellationToken, OpenedBackend>? openNext = request.Options.Backend == Backend.Auto
            ? token => OpenAfter(backend, request, token)
            : null;
        return WideningSession.Open(backend, request, openNext, progress, cancellationToken);
    }

    // A file that cannot be read can be read by nobody, and who cancels wants no other backend.
    private static bool IsOfBackend(Exception exception) => exception is TypedRtxException and not ModelFileException;

    private static BackendVerdict Ask(IInferenceBackend backend, BackendRequest request)
    {
        BackendVerdict verdict = backend.Verdict(request);
        if (request.Options.Logger is { } logger && logger.IsEnabled(LogLevel.Information))
        {
            logger.LogInformation(
                "{Model}: {Backend} is {Verdict}: {Reason}",
                request.Model.Name,
                backend.Name,
                verdict.IsUsable ? "taken" : "not taken",
                verdict.Reason);
        }

        return verdict;
    }

    [SuppressMessage("Performance", "CA1873:Avoid potentially expensive logging", Justification = "A warning happens once in a load.")]
    private static void Warn(BackendRequest request, string message) =>
        request.Options.Logger?.LogWarning("{Model}: {Message}", request.Model.Name, message);

    private string Explain(BackendRequest request, List<string> reasons)
    {
        Backend choice = request.Options.Backend;
        if (reasons.Count > 0)
        {
            return $"{request.Model.Name}: no backend can run the model (asked for: {choice}).\n{string.Join('\n', reasons)}";
        }

        string known = backends.Count == 0
            ? "none is registered; reference the TypedRtx package, or call BackendRegistry.Add before loading"
            : $"registered are: {string.Join(", ", backends.Select(backend => backend.Name))}";
        return $"{request.Model.Name}: no backend serves {choice}; {known}.";
    }
}
