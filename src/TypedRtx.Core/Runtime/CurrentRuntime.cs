namespace TypedRtx.Runtime;

/// <summary>
/// The runtime of a model, in whose place another one comes where what it was loaded from turns out to be wrong. Looking costs two reads.
/// </summary>
internal sealed class CurrentRuntime(ModelRuntime first) : IDisposable
{
    private readonly Lock _gate = new();
    private ModelRuntime _runtime = first;
    private bool _isDisposed;

    /// <summary>The runtime as it is, for those who only ask.</summary>
    public ModelRuntime Last => Volatile.Read(ref _runtime);

    /// <summary>The runtime to run on, loaded anew where the one before must not go on.</summary>
    /// <exception cref="TypedRtxException">It cannot be loaded.</exception>
    public ModelRuntime Get()
    {
        ModelRuntime runtime = Last;
        return runtime.IsRefuted ? Replace() : runtime;
    }

    /// <summary>Rents buffers of the runtime to run on; exceptions as <see cref="Get"/> and <see cref="ModelRuntime.Rent"/>.</summary>
    public RunBuffers Rent(ReadOnlySpan<int> key, out ModelRuntime runtime)
    {
        while (true)
        {
            runtime = Get();
            try
            {
                return runtime.Rent(key);
            }
            catch (ObjectDisposedException) when (runtime != Last)
            {
                // Another thread loaded the model anew since.
            }
        }
    }

    /// <summary>Frees the runtime.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _runtime.Dispose();
        }
    }

    private ModelRuntime Replace()
    {
        ModelRuntime wrong;
        lock (_gate)
        {
            wrong = _runtime;
            if (_isDisposed || !wrong.IsRefuted || wrong.LoadAnew is not { } load)
            {
                return wrong;
            }

            Volatile.Write(ref _runtime, load().Runtime);
        }

        // Runs in flight and leased buffers hold what they need.
        wrong.Dispose();
        return Last;
    }
}
