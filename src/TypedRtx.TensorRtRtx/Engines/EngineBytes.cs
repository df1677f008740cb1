using TypedRtx.Caching;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>An engine in memory: just built, or mapped from where it was kept.</summary>
internal sealed class EngineBytes : IDisposable
{
    private readonly IDisposable _owner;

    private EngineBytes(IDisposable owner, nint address, long byteLength)
    {
        _owner = owner;
        Address = address;
        ByteLength = byteLength;
    }

    /// <summary>Where it is.</summary>
    public nint Address { get; }

    /// <summary>Its size in bytes.</summary>
    public long ByteLength { get; }

    /// <summary>An engine that the library built; the memory is this one's from now on.</summary>
    /// <exception cref="EngineBuildException">The library gives no bytes.</exception>
    public static EngineBytes From(RtxHandle memory)
    {
        HostMemoryApi api = new(memory);
        if (api.GetData() is not 0 and nint data)
        {
            return new EngineBytes(memory, data, api.GetByteLength());
        }

        memory.Dispose();
        EngineBuildProblem problem = new("TensorRT for RTX built an engine and gives none of its bytes");
        throw new EngineBuildException($"{problem.Message}. There may not be enough memory: close other programs and try again.", [problem]);
    }

    /// <summary>An engine that was kept.</summary>
    public static EngineBytes From(CacheEntry entry) => new(entry, entry.Address, entry.ByteLength);

    /// <summary>The bytes as a stream.</summary>
    public unsafe void WriteTo(Stream stream)
    {
        using UnmanagedMemoryStream source = new((byte*)Address, ByteLength);
        source.CopyTo(stream, 1 << 20);
    }

    /// <inheritdoc />
    public void Dispose() => _owner.Dispose();
}
