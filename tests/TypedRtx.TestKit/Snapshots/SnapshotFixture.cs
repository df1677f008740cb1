using System.Reflection;

namespace TypedRtx.TestKit;

/// <summary>Fails a test run that leaves baselines which no test compares with.</summary>
/// <remarks>
/// A test project says once: <c>[assembly: AssemblyFixture(typeof(SnapshotFixture))]</c>. The project's folder must be
/// <c>tests/</c> and the name of its assembly. <c>dotnet test -v normal</c> shows the names of the baselines.
/// </remarks>
public sealed class SnapshotFixture : IDisposable
{
    /// <summary>Looks for such baselines after the last test.</summary>
    /// <exception cref="InvalidOperationException">There are some; the message names them.</exception>
    public void Dispose()
    {
        // With xunit.v3 the test project is the program.
        Assembly tests = Assembly.GetEntryAssembly()!;
        string folder = RepositoryFiles.PathOf("tests", tests.GetName().Name!);
        IReadOnlyList<string> orphans = SnapshotOrphans.Find(folder, tests);
        if (orphans.Count > 0)
        {
            throw new InvalidOperationException(
                $"No test compares with these {orphans.Count} baselines; delete them, or see why their tests do not:\n"
                + string.Join('\n', orphans.Select(path => Path.GetRelativePath(folder, path))));
        }
    }
}
