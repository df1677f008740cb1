using System.Text;
using TypedRtx.Backends;
using TypedRtx.Caching;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime.Widening;

/// <summary>
/// The lengths that a model was last given an engine for, kept in the cache, so that the next start need not wait for the first
/// run to know them. Text, one range a line.
/// </summary>
internal static class RememberedProfile
{
    private const string Kind = "derived-profile";
    private const int MaxBytes = 1 << 16;

    /// <summary>What is remembered; null when nothing is, or nothing that fits the model.</summary>
    /// <exception cref="ModelFileException">The model cannot be read.</exception>
    public static OptimizationProfile? Read(BackendRequest request, IInferenceBackend backend, CancellationToken cancellationToken)
    {
        if (request.Cache is NoCache)
        {
            return null;
        }

        CacheKey key = KeyOf(request, backend, cancellationToken);
        string text;
        using (CacheEntry? entry = request.Cache.Read(key))
        {
            if (entry is null)
            {
                return null;
            }

            text = entry.ByteLength <= MaxBytes ? TextOf(entry) : "";
        }

        try
        {
            string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            OptimizationProfile profile = new(DerivedProfile.Name, [.. lines.Select(SymbolRange.Parse)]);
            return ProfileFit.To(request.Model, profile);
        }
        catch (Exception e) when (e is ProfileFormatException or ArgumentException)
        {
            request.Cache.Quarantine(key, $"it holds no profile of the model: {e.Message}");
            return null;
        }
    }

    /// <summary>Remembers a profile in place of the one before; where that fails, the log says so.</summary>
    public static void Write(
        BackendRequest request, IInferenceBackend backend, OptimizationProfile profile, WideningLog log, CancellationToken cancellationToken)
    {
        if (request.Cache is NoCache)
        {
            return;
        }

        try
        {
            byte[] text = Encoding.UTF8.GetBytes(string.Join('\n', profile.Ranges));
            request.Cache.Write(KeyOf(request, backend, cancellationToken), stream => stream.Write(text));
        }
        catch (Exception e) when (e is TypedRtxException or OperationCanceledException)
        {
            log.NotRemembered(e);
        }
    }

    /// <summary>Forgets a profile that no engine could be built for.</summary>
    public static void Forget(BackendRequest request, IInferenceBackend backend, string reason, CancellationToken cancellationToken) =>
        request.Cache.Quarantine(KeyOf(request, backend, cancellationToken), reason);

    private static CacheKey KeyOf(BackendRequest request, IInferenceBackend backend, CancellationToken cancellationToken) =>
        new(request.Identity.Hash(cancellationToken), Kind, new([$"backend={backend.Name}"]));

    private static unsafe string TextOf(CacheEntry entry) =>
        Encoding.UTF8.GetString((byte*)entry.Address, (int)entry.ByteLength);
}
