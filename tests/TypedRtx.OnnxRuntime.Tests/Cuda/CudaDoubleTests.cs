namespace TypedRtx.OnnxRuntime.Tests.Cuda;

/// <summary>Tests with a double of CUDA of their own, after which nothing may be left and no rule of the driver be broken.</summary>
[Collection("Double of CUDA")]
public abstract class CudaDoubleTests : IDisposable
{
    private protected OrtCudaDouble Double { get; } = new();

    private protected static ModelOptions Options { get; } = new() { Backend = Backend.Cuda };

    public void Dispose()
    {
        Double.Driver.AssertClean();
        Double.Dispose();
        GC.SuppressFinalize(this);
    }
}
