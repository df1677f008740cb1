using TypedRtx.Caching;
using TypedRtx.Signatures;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>What an engine is valid for: the model, the exact version of the library, the lengths, and how it was built.</summary>
internal static class EngineKeys
{
    private const string Kind = "engine";

    /// <summary>The key of an engine.</summary>
    /// <param name="model">The content hash of the model.</param>
    /// <param name="version">The version of the library; engines of one are not opened by another.</param>
    /// <param name="request">What is built.</param>
    public static CacheKey Of(string model, RtxVersion version, EngineBuildRequest request)
    {
        List<string> parts =
        [
            "backend=tensorrt-rtx",
            $"library={version}",
            $"capabilities={(request.ComputeCapabilities.Count == 0 ? "all" : string.Join(' ', request.ComputeCapabilities))}",
            $"tf32={(request.AllowTf32 ? "yes" : "no")}",
        ];
        if (request.WorkspaceLimit is { } limit)
        {
            parts.Add(FormattableString.Invariant($"workspace={limit}"));
        }

        parts.AddRange(request.ShapeValues.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"values={pair.Key}: {string.Join(", ", pair.Value)}"));

        // Names of profiles are for messages; their order decides their numbers.
        parts.AddRange(request.Profiles.Select(profile => $"profile={string.Join(", ", profile.Ranges)}"));
        return new CacheKey(model, Kind, parts.ToEquatableArray());
    }
}
