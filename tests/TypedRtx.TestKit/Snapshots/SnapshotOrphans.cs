using System.Reflection;

namespace TypedRtx.TestKit;

/// <summary>Finds baselines that no test compares with any more.</summary>
public static class SnapshotOrphans
{
    private const BindingFlags AnyMethod =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>
    /// The baselines below a folder whose test is gone, or ran without comparing with them; those of tests that a
    /// filter left out are not orphans.
    /// </summary>
    /// <param name="projectFolder">The folder of the test project.</param>
    /// <param name="tests">The assembly of the test project.</param>
    public static IReadOnlyList<string> Find(string projectFolder, Assembly tests)
    {
        ILookup<string, Type> classes = tests.GetTypes().ToLookup(type => type.Name, StringComparer.Ordinal);
        return
        [
            .. Directory.EnumerateFiles(projectFolder, $"*{SnapshotPath.VerifiedMark}*", SearchOption.AllDirectories)
                .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == SnapshotPath.FolderName)
                .Where(path => !SnapshotClaims.HasFile(path) && IsOrphan(path, classes))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static bool IsOrphan(string path, ILookup<string, Type> classes)
    {
        string[] parts = Path.GetFileName(path).Split(SnapshotPath.HintSeparator)[0].Split('.');
        if (parts.Length < 2 || !classes[parts[0]].Any(type => type.GetMember(parts[1], AnyMethod).Length > 0))
        {
            return true;
        }

        return SnapshotClaims.HasTest(Path.Combine(Path.GetDirectoryName(path)!, $"{parts[0]}.{parts[1]}"));
    }
}
