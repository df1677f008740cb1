using System.Text;
using TypedRtx.OnnxRuntime.Native;
using TypedRtx.Runtime;

namespace TypedRtx.OnnxRuntime;

/// <summary>Loads a model into a session.</summary>
internal static unsafe class OrtSessionLoader
{
    /// <summary>Loads a model, and gives up when asked to where the library can (from 1.22).</summary>
    /// <exception cref="ModelFileException">The file is missing or no model that the library takes.</exception>
    /// <exception cref="InferenceException">The library cannot run the model.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static OrtHandle Load(
        OrtEnvironment environment,
        OrtSessionOptions options,
        ModelSource source,
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
                ? FromFile(library, environment.Handle.Pointer, path, options.Pointer, &session)
                : FromBytes(library, environment.Handle.Pointer, source.Bytes.Span, options.Pointer, &session);
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

    private static nint FromFile(OrtLibrary library, nint environment, string path, nint options, nint* session)
    {
        // Paths are wide on Windows and bytes elsewhere.
        if (OperatingSystem.IsWindows())
        {
            fixed (char* wide = path)
            {
                return library.Api.CreateSession(environment, wide, options, session);
            }
        }

        fixed (byte* narrow = Encoding.UTF8.GetBytes(path + '\0'))
        {
            return library.Api.CreateSession(environment, narrow, options, session);
        }
    }

    private static nint FromBytes(
        OrtLibrary library,
        nint environment,
        ReadOnlySpan<byte> bytes,
        nint options,
        nint* session)
    {
        fixed (byte* start = bytes)
        {
            return library.Api.CreateSessionFromArray(environment, start, (nuint)bytes.Length, options, session);
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
