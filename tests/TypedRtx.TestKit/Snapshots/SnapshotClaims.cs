using System.Collections.Concurrent;

namespace TypedRtx.TestKit;

/// <summary>Which baselines the tests of this process compared with; what the fixture needs at the end.</summary>
internal static class SnapshotClaims
{
    private static readonly ConcurrentDictionary<string, bool> Tests = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, bool> Files = new(StringComparer.Ordinal);

    public static void AddTest(string prefix) => Tests[prefix] = true;

    public static void AddFile(string verifiedPath) => Files[verifiedPath] = true;

    public static bool HasFile(string verifiedPath) => Files.ContainsKey(verifiedPath);

    /// <summary>Whether the test ran with any variant; the prefix is without one.</summary>
    public static bool HasTest(string prefix) =>
        Tests.Keys.Any(test => test == prefix || test.StartsWith(prefix + ".", StringComparison.Ordinal));
}
