using System.Runtime.CompilerServices;
using TypedRtx.Backends;
using TypedRtx.Runtime;

namespace TypedRtx.Tests;

/// <summary>A backend in managed code. It serves the model classes that have a <see cref="FakeEngine"/>.</summary>
internal sealed class FakeBackend : IInferenceBackend
{
    public string Name => "Fake";

    public int Priority => 0;

    public bool NeedsProfiles { get; init; }

    [ModuleInitializer]
    internal static void Register() => BackendRegistry.Add(new FakeBackend());

    public bool Serves(Backend choice) => choice == Backend.Cpu;

    public BackendVerdict Verdict(BackendRequest request)
    {
        if (FakeEngine.Of(request.Model.Name) is not { } engine)
        {
            return new BackendVerdict(false, "no library 'libfake.so' in '/opt/fake', '/usr/lib'");
        }

        engine.Meet(FakeStep.Verdict);
        return new BackendVerdict(true, "it takes any model");
    }

    public BackendArtefact Prepare(BackendRequest request, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        FakeEngine engine = FakeEngine.Of(request.Model.Name)!;
        engine.Meet(FakeStep.Prepare);
        engine.Preparing?.Invoke(request);
        return new FakeArtefact(engine);
    }

    public IInferenceSession Open(
        BackendArtefact artefact,
        BackendRequest request,
        ReadOnlySpan<int> symbols,
        CancellationToken cancellationToken)
    {
        FakeEngine engine = FakeEngine.Of(request.Model.Name)!;
        engine.Meet(FakeStep.Open);
        return new FakeSession(engine, request.Model);
    }
}
