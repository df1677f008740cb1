using TypedRtx.Backends;

namespace TypedRtx.Tests;

/// <summary>A backend whose verdict and failures a test sets.</summary>
internal sealed class ScriptedBackend(string name, Backend? choice = null) : IInferenceBackend
{
    public string Name => name;

    public int Priority => 0;

    public BackendVerdict Answer { get; init; } = new(true, "it is there");

    public Exception? PrepareFailure { get; init; }

    public Exception? OpenFailure { get; init; }

    public FakeEngine Engine { get; } = new(Kernels.Double);

    public int Prepared { get; private set; }

    public bool Serves(Backend asked) => asked == choice;

    public BackendVerdict Verdict(BackendRequest request) => Answer;

    public BackendArtefact Prepare(BackendRequest request, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        Prepared++;
        return PrepareFailure is null ? new FakeArtefact(Engine) : throw PrepareFailure;
    }

    public IInferenceSession Open(
        BackendArtefact artefact, BackendRequest request, ReadOnlySpan<int> symbols, CancellationToken cancellationToken) =>
        OpenFailure is null ? new FakeSession(Engine, request.Model) : throw OpenFailure;
}
