namespace TypedRtx.Backends;

/// <summary>Allocates memory that bindings take. Safe for concurrent use; what it allocated outlives it.</summary>
public interface ITensorAllocator : IDisposable
{
    /// <summary>
    /// Where tensors lie that stay from run to run: state, and the tensors of device bindings.
    /// </summary>
    MemoryKind Resident => MemoryKind.Host;

    /// <summary>
    /// Allocates memory that bindings of every session of the backend on the same device take. What it holds is anything, on the
    /// host zeros.
    /// </summary>
    /// <exception cref="NotSupportedException">There is no memory of that kind.</exception>
    /// <exception cref="TypedRtxException">There is not as much; the message says why.</exception>
    TensorMemory Allocate(MemoryKind kind, long byteLength);

    /// <summary>
    /// Allocates host memory, zeroed, whose elements callers read and write in place: inputs and outputs of runs, which sessions
    /// copy to and from their device. A backend that copies faster from locked pages returns memory that has them; other backends
    /// may read and write it too.
    /// </summary>
    /// <param name="byteLength">From 0 to <see cref="HostMemory.MaxByteLength"/>, all of which it takes.</param>
    HostMemory AllocateHost(long byteLength) => HostMemory.Allocate(byteLength);
}
