using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Runtime;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>Gets the engine of a model: from where it was kept, or built and then kept.</summary>
internal static class EngineFinder
{
    // Most builds take seconds. Past it, this process builds too: the other one may be stopped in a debugger.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>Gets the engine that a request needs.</summary>
    /// <param name="library">The library.</param>
    /// <param name="request">What is to run.</param>
    /// <param name="refusalOf">Says why an engine that was built elsewhere does not run here; null where it does.</param>
    /// <param name="progress">Told how far a build is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineBuildException">None is kept, and none can be built.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static (EngineBytes Engine, CacheKey Key) Get(
        RtxLibrary library,
        BackendRequest request,
        Func<EngineBytes, string?> refusalOf,
        IProgress<LoadProgress>? progress,
        CancellationToken cancellationToken)
    {
        EngineBuildRequest build = new(request.Source) { Profiles = request.Profiles, Logger = request.Options.Logger };
        CacheKey key = EngineKeys.Of(request.Identity.Hash(cancellationToken), library.Version, build);
        if ((Shipped(request, refusalOf, key) ?? Kept(library, request, key)) is { } found)
        {
            return (found, key);
        }

        using IDisposable? held = request.Cache.Lock(key, LongestWait, cancellationToken);
        return (Kept(library, request, key) ?? Build(library, request, build, key, progress, cancellationToken), key);
    }

    private static EngineBytes? Shipped(BackendRequest request, Func<EngineBytes, string?> refusalOf, CacheKey key)
    {
        if (ShippedPath(request) is not { } path)
        {
            return null;
        }

        EngineBytes? shipped = EngineFile.TryOpen(path, key, out string? refusal);
        refusal ??= shipped is null ? null : refusalOf(shipped);
        if (shipped is not null && refusal is null)
        {
            request.Options.Logger?.LogInformation("{Model}: engine taken from '{Path}'.", request.Model.Name, path);
            return shipped;
        }

        shipped?.Dispose();
        if (refusal is not null || request.Options.EnginePath is not null)
        {
            request.Options.Logger?.LogWarning(
                "{Model}: the engine '{Path}' is not used, and one is built or taken from the cache: {Reason}. Build it anew, for example with typedrtx build.",
                request.Model.Name,
                path,
                refusal ?? "there is no such file");
        }

        return null;
    }

    private static EngineBytes? Kept(RtxLibrary library, BackendRequest request, CacheKey key)
    {
        if (request.Cache.Read(key) is { } entry)
        {
            request.Options.Logger?.LogInformation(
                "{Model}: engine of {Bytes} bytes for TensorRT for RTX {Version} taken from the cache.",
                request.Model.Name,
                entry.ByteLength,
                library.Version);
            return EngineBytes.From(entry);
        }

        return null;
    }

    // Beside the model only where the build put both: what lies beside a model from elsewhere would become code of this process.
    private static string? ShippedPath(BackendRequest request)
    {
        if (request.Options.EnginePath is { } named)
        {
            return Path.GetFullPath(named, AppContext.BaseDirectory);
        }

        bool isProgramsOwn = request.Model.Delivery == ModelDelivery.Copy
            && request.Source.Path?.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal) == true;
        return isProgramsOwn ? EngineFile.Beside(request.Source.Path!) : null;
    }

    private static EngineBytes Build(
        RtxLibrary library,
        BackendRequest request,
        EngineBuildRequest build,
        CacheKey key,
        IProgress<LoadProgress>? progress,
        CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        using EngineBuild running = new(library, build, cancellationToken);
        EngineBytes engine = running.ToMemory(Fractions.Of(progress), cancellationToken);
        bool isKept = request.Cache.Write(key, engine.WriteTo);
        request.Options.Logger?.LogInformation(
            "{Model}: engine of {Bytes} bytes built for TensorRT for RTX {Version} in {Seconds:F1} s{Profiles}{Kept}.",
            request.Model.Name,
            engine.ByteLength,
            library.Version,
            Stopwatch.GetElapsedTime(start).TotalSeconds,
            build.Profiles.Count == 0 ? "" : $" for {string.Join(" | ", build.Profiles)}",
            isKept ? ", and kept" : "");
        return engine;
    }

    private sealed class Fractions(IProgress<LoadProgress> progress) : IProgress<EngineBuildProgress>
    {
        public static Fractions? Of(IProgress<LoadProgress>? progress) => progress is null ? null : new Fractions(progress);

        public void Report(EngineBuildProgress value) => progress.Report(new LoadProgress(LoadPhase.Preparing, value.Fraction));
    }
}
