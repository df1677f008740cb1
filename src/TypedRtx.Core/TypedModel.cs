using TypedRtx.Runtime;

namespace TypedRtx;

/// <summary>The base of every generated model class. Safe for concurrent runs.</summary>
public abstract class TypedModel : IDisposable
{
    private readonly CurrentRuntime _runtime;

    /// <summary>Takes over a loaded model.</summary>
    protected TypedModel(LoadedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _runtime = new CurrentRuntime(model.Runtime);
    }

    /// <summary>The backend that runs the model, for example <c>ONNX Runtime</c>.</summary>
    public string BackendName => _runtime.Last.Backend;

    /// <summary>
    /// What became of specialising the model for the lengths that it ran with, here or in earlier starts of which the cache tells, the last
    /// used first: which session answers, and how long a run takes in each. Empty under <see cref="Specialization.None"/>, for a model
    /// without free lengths, and where <see cref="ModelOptions.SpecializesInLibrary"/> leaves it to the library.
    /// </summary>
    public IReadOnlyList<DimsSpecialization> Specializations => _runtime.Last.Specializations;

    internal ModelRuntime Runtime => _runtime.Get();

    /// <summary>
    /// Frees the session. Runs in flight finish, outputs that are still leased stay readable; what starts afterwards gets an
    /// <see cref="ObjectDisposedException"/>.
    /// </summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the session.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _runtime.Dispose();
        }
    }

    /// <summary>
    /// Has the model specialised for lengths before runs have them, on a thread in the background. Ends when it is settled which
    /// session answers, which <see cref="Specializations"/> says; a failure is logged and is no exception, because runs work all the
    /// same. Nothing happens where the list is always empty.
    /// </summary>
    /// <param name="symbols">One length per symbol.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    protected Task Warm(ReadOnlySpan<int> symbols, CancellationToken cancellationToken) => Runtime.WarmAsync(symbols, cancellationToken);

    /// <summary>Begins a run whose large inputs are bound in place.</summary>
    /// <param name="key">What <see cref="SymbolBinder.Resolve"/> gave.</param>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    protected RunScope Begin(scoped ReadOnlySpan<int> key)
    {
        RunBuffers buffers = _runtime.Rent(key, out ModelRuntime runtime);
        return new RunScope(runtime, buffers, copies: false);
    }

    /// <summary>Begins a run whose inputs are all copied, because it outlives the call.</summary>
    /// <param name="key">What <see cref="SymbolBinder.Resolve"/> gave.</param>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    protected RunScope BeginCopy(scoped ReadOnlySpan<int> key)
    {
        RunBuffers buffers = _runtime.Rent(key, out ModelRuntime runtime);
        return new RunScope(runtime, buffers, copies: true);
    }
}
