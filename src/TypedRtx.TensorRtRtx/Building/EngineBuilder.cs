using System.Diagnostics;
using TypedRtx.Caching;
using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>
/// Builds engines of TensorRT for RTX from ONNX models, on any machine: no GPU is needed. The same request gives an engine of about
/// the same size with the same version of the library, and mostly the same bytes: version 1.6.1 numbers inner names of some models with
/// several open axes differently from build to build. Safe for concurrent use.
/// </summary>
public sealed class EngineBuilder
{
    private readonly RtxLibrary _library;

    internal EngineBuilder(RtxLibrary library) => _library = library;

    /// <summary>The version of TensorRT for RTX, for example <c>1.6.1.120</c>.</summary>
    public string LibraryVersion => _library.Version.ToString();

    /// <summary>Loads the library.</summary>
    /// <param name="nativeLibraryPath">The library or its folder; null to look in the usual places.</param>
    /// <exception cref="BackendUnavailableException">It was not found, or is of a version that is not known.</exception>
    public static EngineBuilder Load(string? nativeLibraryPath = null) => new(
        RtxLibrary.TryLoad(nativeLibraryPath, nativeLibraryPath is not null, out string trace)
            ?? throw new BackendUnavailableException(RtxInstallation.Missing(trace)));

    /// <summary>Builds an engine.</summary>
    /// <param name="request">What of, and what for.</param>
    /// <param name="output">Where the engine is written; left open. Nothing is written before the whole is built.</param>
    /// <param name="progress">Told of every step, on the thread that builds.</param>
    /// <param name="cancellationToken">Gives the build up; reading a model is not interrupted.</param>
    /// <exception cref="ModelFileException">The model is missing, unreadable or no ONNX model that is safe to parse.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the request is below 1.</exception>
    /// <exception cref="EngineBuildException">The library cannot make an engine of it; the message says what is in the way.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public EngineBuildResult Build(
        EngineBuildRequest request,
        Stream output,
        IProgress<EngineBuildProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(output);
        cancellationToken.ThrowIfCancellationRequested();
        long start = Stopwatch.GetTimestamp();
        using EngineBuild build = new(_library, request, cancellationToken);
        long byteLength = build.ToStream(output, progress, cancellationToken);
        return new EngineBuildResult(byteLength, Stopwatch.GetElapsedTime(start), LibraryVersion);
    }

    /// <summary>
    /// Builds an engine into a file. Programs find it when it lies beside the model under its name with the ending <c>.rtxengine</c>,
    /// and use it when model, version of the library and profiles are theirs.
    /// </summary>
    /// <param name="request">What of, and what for.</param>
    /// <param name="path">The file; it is there whole or not at all.</param>
    /// <param name="progress">Told of every step, on the thread that builds.</param>
    /// <param name="cancellationToken">Gives the build up; reading a model is not interrupted.</param>
    /// <exception cref="ModelFileException">The model is missing, unreadable or no ONNX model that is safe to parse.</exception>
    /// <exception cref="EngineBuildException">The library cannot make an engine of it; the message says what is in the way.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public EngineBuildResult BuildFile(
        EngineBuildRequest request,
        string path,
        IProgress<EngineBuildProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrEmpty(path);
        EngineBuildResult? result = null;
        EngineFile.Write(
            path, KeyOf(request, cancellationToken), output => result = Build(request, output, progress, cancellationToken));
        return result!;
    }

    /// <summary>Whether a file is the engine that a request would give, by what it says of itself.</summary>
    /// <exception cref="ModelFileException">The model is missing, unreadable or no ONNX model that is safe to parse.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal bool IsCurrent(EngineBuildRequest request, string path, CancellationToken cancellationToken) =>
        File.Exists(path) && EngineFile.IsFor(path, KeyOf(request, cancellationToken));

    // The hash of a model is that of its weights in other files too, which are opened for it as loading a model does.
    private CacheKey KeyOf(EngineBuildRequest request, CancellationToken cancellationToken)
    {
        ModelSource source = request.Source;
        if (source.Path is null || source.ExternalData.Count > 0)
        {
            return EngineKeys.Of(ModelIdentity.Of(source).Hash(cancellationToken), _library.Version, request);
        }

        IReadOnlyList<ExternalDataMap> weights = EngineModel.OpenWeights(source, request.AllowLinkedExternalData);
        try
        {
            return EngineKeys.Of(ModelIdentity.Of(source.With(weights)).Hash(cancellationToken), _library.Version, request);
        }
        finally
        {
            foreach (ExternalDataMap file in weights)
            {
                file.Dispose();
            }
        }
    }
}
