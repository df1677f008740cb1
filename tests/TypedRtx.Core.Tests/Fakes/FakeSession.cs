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

    public MemoryKind Resident => engine.Device is null ? MemoryKind.Host : MemoryKind.Device;

    public TensorMemory Allocate(MemoryKind kind, long byteLength)
    {
        engine.Meet(FakeStep.Allocate);
        return kind == MemoryKind.Device ? FakeDeviceMemory.Allocate(engine.Device!, byteLength) : HostMemory.Allocate(byteLength);
    }

    public HostMemory AllocateHost(long byteLength)
    {
        engine.Meet(FakeStep.AllocateHost);
        return engine.HostAllocator(byteLength);
    }

    public void Dispose() => engine.SessionsDisposed++;
}
