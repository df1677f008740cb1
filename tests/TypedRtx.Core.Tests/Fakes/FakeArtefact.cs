using TypedRtx.Backends;

namespace TypedRtx.Tests;

internal sealed class FakeArtefact(FakeEngine engine) : BackendArtefact
{
    protected override void Dispose(bool disposing) => engine.ArtefactsDisposed++;
}
