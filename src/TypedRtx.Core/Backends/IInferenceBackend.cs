using TypedRtx.Runtime;

namespace TypedRtx.Backends;

/// <summary>A way to run models. Registered once per process in <see cref="BackendRegistry"/>; safe for concurrent use.</summary>
public interface IInferenceBackend
{
    /// <summary>The name that logs and messages use, for example <c>ONNX Runtime</c>.</summary>
    string Name { get; }

    /// <summary>How <see cref="Backend.Auto"/> orders the backends: higher is asked first. CPU backends are 0.</summary>
    int Priority { get; }

    /// <summary>
    /// Whether sessions run only lengths that lie in a profile. Where profiles are declared, lengths outside all of them are then an
    /// error before the session is asked.
    /// </summary>
    bool NeedsProfiles => false;

    /// <summary>
    /// Whether sessions that are specialised to the values of free symbols may run faster than one that takes any, and sessions of the
    /// same artefact take each other's place. False for a backend that specialises within its session.
    /// </summary>
    bool SpecializesBySession(BackendRequest request) => false;

    /// <summary>
    /// Whether opening and comparing specialised sessions takes the processors that runs take. They are then opened only once runs took
    /// as long as that would.
    /// </summary>
    bool SpecializingSlowsRuns => false;

    /// <summary>
    /// Whether candidates that are compared beside runs would slow these for longer than a short pause does, as on a GPU that computes
    /// for both: the model's runs then wait while the two are timed, some milliseconds.
    /// </summary>
    bool ComparesAlone => false;

    /// <summary>
    /// What decides, besides the model and the options, how fast sessions are: the exact version of the library, and the device. What was
    /// found out about lengths is remembered for as long as it stays the same text. Asked once the model is open.
    /// </summary>
    string MachineOf(BackendRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return FormattableString.Invariant($"device {request.Options.DeviceIndex}");
    }

    /// <summary>
    /// Opens what allocates memory for sessions on the request's device. Asked of backends that need profiles, whose first session
    /// may have to wait for the lengths of the first run, and whose sessions take each other's place.
    /// </summary>
    /// <exception cref="TypedRtxException">The device cannot be used; the message says why.</exception>
    ITensorAllocator OpenMemory(BackendRequest request) => HostAllocator.Instance;

    /// <summary>Whether a choice made by name means this backend.</summary>
    bool Serves(Backend choice);

    /// <summary>Whether the model can run here, and why or why not. Never throws for a missing library or device.</summary>
    BackendVerdict Verdict(BackendRequest request);

    /// <summary>Makes what <see cref="Open"/> needs and what a cache keeps: an engine, an optimised model, or the model itself.</summary>
    /// <exception cref="TypedRtxException">The model cannot be prepared; the message says why.</exception>
    BackendArtefact Prepare(BackendRequest request, IProgress<LoadProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Opens a session on an artefact.</summary>
    /// <param name="artefact">What <see cref="Prepare"/> made.</param>
    /// <param name="request">The same request that it was made for.</param>
    /// <param name="symbols">Values of all free symbols for a session specialised to them; empty for one that takes any.</param>
    /// <param name="cancellationToken">Gives up opening.</param>
    /// <exception cref="TypedRtxException">The session cannot be opened; the message says why.</exception>
    IInferenceSession Open(
        BackendArtefact artefact,
        BackendRequest request,
        ReadOnlySpan<int> symbols,
        CancellationToken cancellationToken);
}
