using TypedRtx.Backends;

namespace TypedRtx.Runtime.Widening;

/// <summary>
/// A model's files for engines and sessions that are made after loading: keeps the weights mapped, and knows the model's file again. From another
/// file none is built: results would change in the middle of a program, and the cache would keep an engine under another model's
/// hash.
/// </summary>
internal sealed class HeldModel : IDisposable
{
    private readonly BackendRequest _request;
    private readonly IDisposable[] _weights;
    private readonly (long Length, DateTime Written) _stamp;

    public HeldModel(BackendRequest request)
    {
        _request = request;
        _stamp = Stamp();
        _weights = [.. request.Source.ExternalData.Select(file => file.Hold())];
    }

    /// <summary>Looks at the model's file again.</summary>
    /// <exception cref="ModelFileException">It is another one by now.</exception>
    public void ThrowIfChanged()
    {
        if (Stamp() != _stamp)
        {
            throw new ModelFileException(
                $"{_request.Model.Name}: '{_request.Source.Display}' was changed or removed after it was loaded, so nothing for more lengths "
                + "is made from it. Load the model again.");
        }
    }

    public void Dispose() => Array.ForEach(_weights, held => held.Dispose());

    private (long Length, DateTime Written) Stamp()
    {
        FileInfo? file = _request.Source.Path is { } path ? new FileInfo(path) : null;
        return file is { Exists: true } ? (file.Length, file.LastWriteTimeUtc) : default;
    }
}
