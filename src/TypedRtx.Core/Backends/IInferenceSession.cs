namespace TypedRtx.Backends;

/// <summary>A model ready to run. Safe for concurrent use; each thread runs through a binding of its own.</summary>
/// <remarks>Bindings keep what they need alive: disposing the session while they run or stay leased is safe.</remarks>
public interface IInferenceSession : ITensorAllocator
{
    /// <summary>How many runs may be in flight at once unless the user says otherwise; 1 on a GPU.</summary>
    int DefaultConcurrency { get; }

    /// <summary>
    /// What the session holds for itself, in bytes, and would be free without it; 0 where nobody asks. Asked of specialised sessions.
    /// </summary>
    long ByteLength => 0;

    /// <summary>
    /// How long a session takes to open that runs as fast as it can, where this one was there sooner and is replaced by such a one after
    /// its first run; null where the time that it took itself says so.
    /// </summary>
    TimeSpan? OpeningTime => null;

    /// <summary>Waits until the session runs as fast as it can, where such a one takes its place after its first run.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    void Settle(CancellationToken cancellationToken)
    {
    }

    /// <summary>
    /// The memory that there is for sessions, in bytes, used or not: what the process may use, or the device's. Where
    /// <see cref="ModelOptions.MemoryBudget"/> says nothing, specialised sessions may hold an eighth of it.
    /// </summary>
    long AvailableMemory => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Makes a set of tensor addresses to run with.</summary>
    ISessionBinding CreateBinding();

    /// <summary>
    /// Makes a set of tensor addresses to run with whose lengths change from run to run, as a growing state's do: nothing is worth
    /// preparing for lengths that do not come back.
    /// </summary>
    ISessionBinding CreateStepBinding() => CreateBinding();
}
