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
        OrtLibrary library = environment.Library;
        nint session = 0;
        nint status;
        CancellationTokenRegistration cancellation = library.Api.SessionOptionsSetLoadCancellationFlag is null
            ? default
            : cancellationToken.UnsafeRegister(
                _ => library.Api.SessionOptionsSetLoadCancellationFlag(options.Pointer, 1), null);
        using (cancellation)
        {
            status = source.Path is { } path
                ? FromFile(library, environment.Handle.Pointer, path, options.Pointer, packedWeights, &session)
                : FromBytes(library, environment.Handle.Pointer, source.Bytes.Span, options.Pointer, packedWeights, &session);
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
        ReadOnlySpan<byte> bytes,
        nint options,
        nint packedWeights,
        nint* session)
    {
        fixed (byte* start = bytes)
        {
            return packedWeights == 0
                ? library.Api.CreateSessionFromArray(environment, start, (nuint)bytes.Length, options, session)
                : library.Api.CreateSessionFromArrayWithPrepackedWeightsContainer(
                    environment, start, (nuint)bytes.Length, options, packedWeights, session);
        }
    }

    private static TypedRtxException Failure(OrtLibrary library, ModelSource source, OrtError error)
    {
        string message = $"ONNX Runtime {library.Version.Text} cannot load '{source.Display}': {error.Message}";
        return error.Code is OrtErrorCode.NoSuchFile or OrtErrorCode.InvalidProtobuf or OrtErrorCode.InvalidGraph
            ? error.Attach(new ModelFileException(message))
            : error.Attach(new InferenceException(message));
    }
}
