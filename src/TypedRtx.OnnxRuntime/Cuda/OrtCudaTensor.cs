using TypedRtx.Backends;
using TypedRtx.Cuda;

namespace TypedRtx.OnnxRuntime;

/// <summary>How an input or output of a binding gets to the GPU and back.</summary>
internal sealed class OrtCudaTensor : IDisposable
{
    private DeviceBlock? _stage;
    private long _capacity;

    /// <summary>How it is bound.</summary>
    public OrtCudaPlace Place { get; private set; }

    /// <summary>Where it lies on the host, where it is copied; else 0.</summary>
    public nint HostAddress { get; private set; }

    /// <summary>How many bytes are copied.</summary>
    public long ByteLength { get; private set; }

    /// <summary>Where it lies on the GPU, where it is copied.</summary>
    public nint Stage => _stage!.Pointer;

    /// <summary>What is bound; null where the caller keeps it.</summary>
    public TensorMemory? Memory { get; private set; }

    /// <summary>Whether what is bound was disposed since.</summary>
    public bool IsGone => Memory is DeviceMemory { Block.IsClosed: true };

    /// <summary>Binds memory in place.</summary>
    public void Bind(OrtCudaPlace place, TensorMemory? memory)
    {
        Place = place;
        HostAddress = 0;
        ByteLength = 0;
        Memory = memory;
    }

    /// <summary>Binds memory of the host that is copied in each run; makes room for it on the GPU.</summary>
    public void BindCopied(CudaContext cuda, nint address, long byteLength, TensorMemory? memory)
    {
        if (_stage is null || _capacity < byteLength)
        {
            // Every run is waited for, so nothing uses the smaller one.
            _stage?.Dispose();
            _stage = null;
            _stage = DeviceBlock.Allocate(cuda, byteLength);
            _capacity = byteLength;
        }

        Place = OrtCudaPlace.Copied;
        HostAddress = address;
        ByteLength = byteLength;
        Memory = memory;
    }

    public void Dispose() => _stage?.Dispose();
}
