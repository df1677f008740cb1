using Microsoft.Extensions.Logging;
using TypedRtx.Backends;

namespace TypedRtx.Runtime;

/// <summary>Chooses the backend of a model: the one asked for by name, or the first of all that can run it.</summary>
internal static class BackendSelector
{
    public static IInferenceBackend Choose(BackendRequest request)
    {
        Backend choice = request.Options.Backend;
        List<string> reasons = [];
        foreach (IInferenceBackend backend in BackendRegistry.Backends)
        {
            if (choice != Backend.Auto && !backend.Serves(choice))
            {
                continue;
            }

            BackendVerdict verdict = backend.Verdict(request);
            Log(request, backend, verdict);
            if (verdict.IsUsable)
            {
                return backend;
            }

            reasons.Add($"{backend.Name}: {verdict.Reason}");
        }

        throw new BackendUnavailableException(Explain(request, choice, reasons));
    }

    private static void Log(BackendRequest request, IInferenceBackend backend, BackendVerdict verdict)
    {
        if (request.Options.Logger is { } logger && logger.IsEnabled(LogLevel.Information))
        {
            logger.LogInformation(
                "{Model}: {Backend} is {Verdict}: {Reason}",
                request.Model.Name,
                backend.Name,
                verdict.IsUsable ? "taken" : "not taken",
                verdict.Reason);
        }
    }

    private static string Explain(BackendRequest request, Backend choice, List<string> reasons)
    {
        if (reasons.Count > 0)
        {
            return $"{request.Model.Name}: no backend can run the model (asked for: {choice}).\n{string.Join('\n', reasons)}";
        }

        string known = BackendRegistry.Backends.Count == 0
            ? "none is registered; reference the TypedRtx package, or call BackendRegistry.Add before loading"
            : $"registered are: {string.Join(", ", BackendRegistry.Backends.Select(backend => backend.Name))}";
        return $"{request.Model.Name}: no backend serves {choice}; {known}.";
    }
}
