using Microsoft.Win32.SafeHandles;
using TypedRtx.Backends;
using TypedRtx.Native;

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
    private readonly string _stamp;

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

    // Length and time of writing alone would not tell a model that was trained again and copied with its time.
    private string Stamp()
    {
        if (_request.Source.Path is not { } path)
        {
            return "";
        }

        try
        {
            using SafeFileHandle file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            return FileStamp.Of(file)?.ToString()
                ?? FormattableString.Invariant($"{RandomAccess.GetLength(file)} {File.GetLastWriteTimeUtc(file).Ticks}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
