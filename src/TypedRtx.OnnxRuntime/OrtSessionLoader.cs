using System.Buffers;
using System.Text;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Runtime;

namespace TypedRtx.OnnxRuntime;

/// <summary>Loads a model into a session.</summary>
internal static unsafe class OrtSessionLoader
{
    /// <summary>Loads a model, and gives up when asked to where the library can (from 1.22).</summary>
    /// <param name="environment">What the session runs in.</param>
    /// <param name="options">Its options.</param>
    /// <param name="source">The model.</param>
    /// <param name="packedWeights">Where it packs weights that it shares; 0 for nowhere.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ModelFileException">The file is missing or no model that the library takes.</exception>
    /// <exception cref="InferenceException">The library cannot run the model.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static OrtHandle Load(
        OrtEnvironment environment,
        OrtSessionOptions options,
        ModelSource source,
        nint packedWeights,
        CancellationToken cancellationToken)
    {
        using MemoryHandle bytes = source.Path is null ? source.Bytes.Pin() : default;
        return Load(
            environment, options, source, ((nint)bytes.Pointer, source.Path is null ? source.Bytes.Length : 0), packedWeights, cancellationToken);
    }

    /// <summary>Loads a model that was kept in place of its source; see <see cref="Load(OrtEnvironment, OrtSessionOptions, ModelSource, nint, CancellationToken)"/>.</summary>
    public static OrtHandle Load(
        OrtEnvironment environment,
        OrtSessionOptions options,
        KeptModel kept,
        nint packedWeights,
        CancellationToken cancellationToken) =>
        Load(environment, options, kept.Source, (kept.GraphAddress, kept.GraphLength), packedWeights, cancellationToken);

    private static OrtHandle Load(
        OrtEnvironment environment,
        OrtSessionOptions options,
        ModelSource source,
        (nint Address, long Length) bytes,
        nint packedWeights,
        CancellationToken cancellationToken)
    {
        OrtLibrary library = environment.Library;
        nint session = 0;
        nint status;
        CancellationTokenRegistration cancellation = library.Api.SessionOptionsSetLoadCancellationFlag is null
            ? default
            : cancellationToken.UnsafeRegister(
                _ => library.Api.SessionOptionsSetLoadCancellationFlag(options.Pointer, 1), null);
        using (cancellation)
        {
            status = bytes.Address == 0 && source.Path is { } path
                ? FromFile(library, environment.Handle.Pointer, path, options.Pointer, packedWeights, &session)
                : FromBytes(library, environment.Handle.Pointer, bytes, options.Pointer, packedWeights, &session);
        }

        if (status == 0)
        {
            OrtHandle handle = new(session, library.Api.ReleaseSession, environment.Handle, options.TakeCompanions());
            if (cancellationToken.IsCancellationRequested)
            {
                handle.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
            }

            return handle;
        }

        OrtError error = OrtError.Take(library.Api, status);
        cancellationToken.ThrowIfCancellationRequested();
        throw Failure(library, source, error);
    }

    private static nint FromFile(
        OrtLibrary library, nint environment, string path, nint options, nint packedWeights, nint* session)
    {
        // Paths are wide on Windows and bytes elsewhere.
        if (OperatingSystem.IsWindows())
        {
            fixed (char* wide = path)
            {
                return FromFile(library, environment, wide, options, packedWeights, session);
            }
        }

        fixed (byte* narrow = Encoding.UTF8.GetBytes(path + '\0'))
        {
            return FromFile(library, environment, narrow, options, packedWeights, session);
        }
    }

    private static nint FromFile(
        OrtLibrary library, nint environment, void* path, nint options, nint packedWeights, nint* session) => packedWeights == 0
        ? library.Api.CreateSession(environment, path, options, session)
        : library.Api.CreateSessionWithPrepackedWeightsContainer(environment, path, options, packedWeights, session);

    private static nint FromBytes(
        OrtLibrary library,
        nint environment,
        (nint Address, long Length) bytes,
        nint options,
        nint packedWeights,
        nint* session) => packedWeights == 0
        ? library.Api.CreateSessionFromArray(environment, (void*)bytes.Address, (nuint)bytes.Length, options, session)
        : library.Api.CreateSessionFromArrayWithPrepackedWeightsContainer(
            environment, (void*)bytes.Address, (nuint)bytes.Length, options, packedWeights, session);

    private static TypedRtxException Failure(OrtLibrary library, ModelSource source, OrtError error)
    {
        string message = $"ONNX Runtime {library.Version.Text} cannot load '{source.Display}': {error.Message}";
        return error.Code is OrtErrorCode.NoSuchFile or OrtErrorCode.InvalidProtobuf or OrtErrorCode.InvalidGraph
            ? error.Attach(new ModelFileException(message))
            : error.Attach(new InferenceException(message));
    }
}
