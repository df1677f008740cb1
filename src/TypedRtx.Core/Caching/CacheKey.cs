using TypedRtx.Signatures;

namespace TypedRtx.Caching;

/// <summary>Everything that decides whether an entry is valid. Two keys are equal when all their text is.</summary>
/// <param name="Model">The content hash of the model, external data included, in lower-case hexadecimal.</param>
/// <param name="Kind">What the entry is: <c>engine</c>, <c>runtime-cache</c>. A name for files: letters, digits, hyphens.</param>
/// <param name="Parts">
/// The rest, as <c>name=value</c>: backend and exact version, device, driver line, profiles, options. In a fixed order.
/// </param>
internal sealed record CacheKey(string Model, string Kind, EquatableArray<string> Parts);
