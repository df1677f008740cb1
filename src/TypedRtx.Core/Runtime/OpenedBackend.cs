using System.Diagnostics;
using TypedRtx.Backends;

namespace TypedRtx.Runtime;

/// <summary>A model on a backend: what it prepared, and a session on it.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Artefact">What it prepared; null where the session prepares what it needs later.</param>
/// <param name="Session">The session.</param>
internal sealed record OpenedBackend(IInferenceBackend Backend, BackendArtefact? Artefact, IInferenceSession Session) : IDisposable
{
    /// <summary>How long opening a session takes that is as fast as it gets, preparing aside.</summary>
    public TimeSpan OpeningTime { get; init; }

    /// <summary>Whether nothing of it works in the background.</summary>
    public bool IsIdle => Artefact is not IBackgroundWork { IsIdle: false } && Session is not IBackgroundWork { IsIdle: false };

    /// <summary>Prepares a model and opens a session that takes any lengths that it was prepared for.</summary>
    public static OpenedBackend Open(
        IInferenceBackend backend, BackendRequest request, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new LoadProgress(LoadPhase.Preparing, null));
        BackendArtefact artefact = backend.Prepare(request, progress, cancellationToken);
        try
        {
            progress?.Report(new LoadProgress(LoadPhase.Opening, null));
            long start = Stopwatch.GetTimestamp();
            IInferenceSession session = backend.Open(artefact, request, [], cancellationToken);
            return new OpenedBackend(backend, artefact, session) { OpeningTime = session.OpeningTime ?? Stopwatch.GetElapsedTime(start) };
        }
        catch
        {
            artefact.Dispose();
            throw;
        }
    }

    /// <summary>Frees both. Bindings of the session keep what they need.</summary>
    public void Dispose()
    {
        Session.Dispose();
        Artefact?.Dispose();
    }
}
