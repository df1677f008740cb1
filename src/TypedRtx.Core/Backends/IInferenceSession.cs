namespace TypedRtx.Backends;

/// <summary>A model ready to run. Safe for concurrent use; each thread runs through a binding of its own.</summary>
/// <remarks>Bindings keep what they need alive: disposing the session while they run or stay leased is safe.</remarks>
public interface IInferenceSession : IDisposable
{
    /// <summary>How many runs may be in flight at once unless the user says otherwise; 1 on a GPU.</summary>
    int DefaultConcurrency { get; }

    /// <summary>
    /// Where tensors lie that stay with the session from run to run: state, and the tensors of device bindings.
    /// </summary>
    MemoryKind Resident => MemoryKind.Host;

    /// <summary>Makes a set of tensor addresses to run with.</summary>
    ISessionBinding CreateBinding();

    /// <summary>Allocates memory that bindings of this session take. What it holds is anything, on the host zeros.</summary>
    /// <exception cref="NotSupportedException">The session has no memory of that kind.</exception>
    /// <exception cref="TypedRtxException">There is not as much; the message says why.</exception>
    TensorMemory Allocate(MemoryKind kind, long byteLength);

    /// <summary>
    /// Allocates host memory, zeroed, whose elements callers read and write in place: inputs and outputs of runs, which the
    /// session copies to and from its device. A session that copies faster from locked pages returns memory that has them.
    /// </summary>
    /// <param name="byteLength">From 0 to <see cref="HostMemory.MaxByteLength"/>, all of which it takes.</param>
    HostMemory AllocateHost(long byteLength) => HostMemory.Allocate(byteLength);
}
