using Microsoft.Extensions.Logging;
using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Runtime;

namespace TypedRtx.TensorRtRtx;

/// <summary>Engines in files of their own, built ahead and shipped with a program.</summary>
internal static class EngineFiles
{
    /// <summary>How their names end.</summary>
    public const string Extension = ".rtxengine";

    /// <summary>Opens the engine that was built ahead for a request; null when there is none, or another one.</summary>
    public static EngineBytes? Open(BackendRequest request, CacheKey key)
    {
        if (PathOf(request) is not { } path)
        {
            return null;
        }

        string reason;
        try
        {
            if (CacheFile.Read(path, key, out string? refusal) is { } entry)
            {
                request.Options.Logger?.LogInformation("{Model}: engine taken from '{Path}'.", request.Model.Name, path);
                return EngineBytes.From(entry);
            }

            reason = CacheFile.ReadKey(path) is { } found ? Difference(found, key) ?? refusal! : refusal!;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reason = e.Message;
        }

        request.Options.Logger?.LogWarning(
            "{Model}: the engine in '{Path}' is not used: {Reason}. Build it anew, for example with typedrtx build.",
            request.Model.Name,
            path,
            reason);
        return null;
    }

    /// <summary>Writes an engine file.</summary>
    public static void Write(string path, CacheKey key, Action<Stream> write) => CacheFile.Write(path, key, write);

    // Beside the model only where the build put both: what lies beside a model from elsewhere would become code of this process.
    private static string? PathOf(BackendRequest request)
    {
        if (request.Options.EnginePath is { } named)
        {
            return Path.GetFullPath(named, AppContext.BaseDirectory);
        }

        if (request.Options.ModelPath is not null || request.Model.Delivery != ModelDelivery.Copy || request.Source.Path is not { } model
            || !model.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal))
        {
            return null;
        }

        string beside = Path.ChangeExtension(model, Extension);
        return File.Exists(beside) ? beside : null;
    }

    private static string? Difference(CacheKey found, CacheKey wanted)
    {
        if (found.Model != wanted.Model)
        {
            return "it was built of another model file";
        }

        string[] others = [.. found.Parts.Except(wanted.Parts)];
        string[] needed = [.. wanted.Parts.Except(found.Parts)];
        return others.Length + needed.Length == 0
            ? null
            : $"it was built with {string.Join(", ", others)}, and this program needs {string.Join(", ", needed)}";
    }
}
