using TypedRtx.Runtime;

namespace TypedRtx;

/// <summary>The base of every generated model class. Safe for concurrent runs.</summary>
public abstract class TypedModel : IDisposable
{
    /// <summary>Takes over a loaded model.</summary>
    protected TypedModel(LoadedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Runtime = model.Runtime;
    }

    /// <summary>The backend that runs the model, for example <c>ONNX Runtime</c>.</summary>
    public string BackendName => Runtime.Backend;

    internal ModelRuntime Runtime { get; }

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
            Runtime.Dispose();
        }
    }

    /// <summary>Begins a run whose large inputs are bound in place.</summary>
    /// <param name="key">What <see cref="SymbolBinder.Resolve"/> gave.</param>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    protected RunScope Begin(scoped ReadOnlySpan<int> key) => new(Runtime, Runtime.Rent(key), copies: false);

    /// <summary>Begins a run whose inputs are all copied, because it outlives the call.</summary>
    /// <param name="key">What <see cref="SymbolBinder.Resolve"/> gave.</param>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    protected RunScope BeginCopy(scoped ReadOnlySpan<int> key) => new(Runtime, Runtime.Rent(key), copies: true);
}
