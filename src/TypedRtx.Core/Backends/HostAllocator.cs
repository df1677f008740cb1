namespace TypedRtx.Backends;

/// <summary>Allocates plain host memory alone.</summary>
public sealed class HostAllocator : ITensorAllocator
{
    private HostAllocator()
    {
    }

    /// <summary>The only one.</summary>
    public static HostAllocator Instance { get; } = new();

    /// <inheritdoc />
    public TensorMemory Allocate(MemoryKind kind, long byteLength) => kind == MemoryKind.Host
        ? HostMemory.Allocate(byteLength)
        : throw new NotSupportedException($"There is host memory alone, and no {kind} memory.");

    /// <summary>Does nothing.</summary>
    public void Dispose()
    {
    }
}
