using TypedRtx.TestKit;

namespace TypedRtx.Cuda.Tests;

/// <summary>Tests with a double of the driver of their own, after which nothing may be left and no rule of the driver be broken.</summary>
public abstract class DoubleTests : IDisposable
{
    protected DoubleTests()
    {
        Double = RtxDouble.Create();
        CudaLibrary cuda = CudaLibrary.TryLoad(Double.CudaPath, out string reason) ?? throw new InvalidOperationException(reason);
        Device = cuda.TryGetDevice(0, out reason) ?? throw new InvalidOperationException(reason);
    }

    protected RtxDouble Double { get; }

    private protected CudaDevice Device { get; }

    public void Dispose()
    {
        Double.AssertClean();
        Double.Dispose();
        GC.SuppressFinalize(this);
    }
}
