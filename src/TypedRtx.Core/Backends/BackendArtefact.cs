namespace TypedRtx.Backends;

/// <summary>What a backend made of a model and opens sessions on. Each backend derives its own.</summary>
public abstract class BackendArtefact : IDisposable
{
    /// <summary>Frees what the artefact holds. Open sessions stay valid.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the artefact holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
