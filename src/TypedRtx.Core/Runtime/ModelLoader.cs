using TypedRtx.Backends;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>Loads a model: find it, read its signature, compare it with the class, open it on a backend.</summary>
internal static class ModelLoader
{
    public static LoadedModel Load(
        ModelDescriptor model,
        ModelSource? source,
        ModelOptions? options,
        IProgress<LoadProgress>? progress,
        CancellationToken cancellationToken)
    {
        options ??= new ModelOptions();
        if (options.MaxConcurrency is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.MaxConcurrency, "MaxConcurrency is at least 1.");
        }

        if (options.Threads is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Threads, "Threads is at least 1.");
        }

        if (options.MemoryBudget is < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.MemoryBudget, "MemoryBudget is at least 0 bytes.");
        }

        if (options.Profile is { } profile)
        {
            options = options with { Profile = ProfileFit.To(model, profile) };
        }

        progress?.Report(new LoadProgress(LoadPhase.Checking, null));
        ModelSource? given = source;
        source ??= ModelLocator.Locate(model, options);
        OnnxModelInfo info = ReadInfo(model, source);
        SignatureFit.ThrowIfDifferent(model, source, info.Signature);
        ExternalDataMap[] weights = ExternalData.Open($"{model.Name}: ", source, info, ExternalDataLinks.Of(options));
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            LoadedModel loaded = Open(CachedRequest.Of(model, source.With(weights), options), progress, cancellationToken);
            loaded.Runtime.LoadAnew = () => Load(model, given, CachedRequest.WithoutDoubt(options), null, CancellationToken.None);
            return loaded;
        }
        finally
        {
            // Sessions hold what they use in place.
            Array.ForEach(weights, file => file.Dispose());
        }
    }

    private static LoadedModel Open(
        BackendRequest request, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        OpenedBackend opened;
        try
        {
            opened = new BackendSelector(BackendRegistry.Backends).Open(request, progress, cancellationToken);
        }
        catch
        {
            request.Checks?.Dispose();
            throw;
        }

        LoadedModel loaded = new(new ModelRuntime(request, opened));
        try
        {
            progress?.Report(new LoadProgress(LoadPhase.Ready, 1));
            return loaded;
        }
        catch
        {
            loaded.Runtime.Dispose();
            throw;
        }
    }

    private static OnnxModelInfo ReadInfo(ModelDescriptor model, ModelSource source)
    {
        try
        {
            // The reader keeps a window of its own, so the stream needs no buffer.
            using Stream stream = source.OpenRead();
            return OnnxModelReader.Read(stream);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelFileException(
                $"{model.Name}: there is no model file '{source.Display}'. Check the path, and that the file is deployed.", e);
        }
        catch (OnnxFormatException e)
        {
            throw new ModelFileException($"{model.Name}: '{source.Display}' cannot be used. {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"{model.Name}: '{source.Display}' cannot be read. {e.Message}", e);
        }
    }
}
