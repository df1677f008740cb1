using System.Collections.Concurrent;

namespace TypedRtx.TensorRtRtx;

/// <summary>
/// Lets builds run side by side only where they are for the same GPUs. TensorRT for RTX 1.6.1 keeps the list of compute capabilities of
/// a build for the whole process: of two builds at once with different lists nearly all fail ("Target SM 80 is not found in the
/// accelerator list"), and what the others hold is uncertain. Goes when the oldest version served no longer does that.
/// </summary>
internal sealed class BuildGate
{
    // Static state, because the library's own is: a process may have loaded it through several objects of ours.
    private static readonly ConcurrentDictionary<string, BuildGate> Gates = new(StringComparer.Ordinal);

    private readonly object _gate = new();
    private string _capabilities = "";
    private int _running;

    private BuildGate()
    {
    }

    /// <summary>The gate of a library.</summary>
    /// <param name="location">Where it was found.</param>
    public static BuildGate Of(string location) => Gates.GetOrAdd(location, static _ => new BuildGate());

    /// <summary>Waits until a build for a list of compute capabilities may run; <see cref="Leave"/> ends it.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled while waiting.</exception>
    public void Enter(string capabilities, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration wake = cancellationToken.UnsafeRegister(static gate => ((BuildGate)gate!).Wake(), this);
        lock (_gate)
        {
            while (_running > 0 && _capabilities != capabilities)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Monitor.Wait(_gate);
            }

            _capabilities = capabilities;
            _running++;
        }
    }

    /// <summary>Says that a build ended.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            _running--;
            Monitor.PulseAll(_gate);
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }
}
