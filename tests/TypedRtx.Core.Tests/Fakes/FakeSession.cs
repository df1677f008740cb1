using TypedRtx.Backends;
using TypedRtx.Runtime;

namespace TypedRtx.Tests;

internal sealed class FakeSession(FakeEngine engine, ModelDescriptor model) : IInferenceSession
{
    public int DefaultConcurrency => engine.Concurrency;

    public ISessionBinding CreateBinding()
    {
        engine.Meet(FakeStep.CreateBinding);
        return new FakeBinding(engine, model);
    }

    public TensorMemory Allocate(MemoryKind kind, long byteLength) => HostMemory.Allocate(byteLength);

    public void Dispose() => engine.SessionsDisposed++;
}
