using TypedRtx.Package.Tests;

[assembly: AssemblyFixture(typeof(PackageFeed))]

namespace TypedRtx.Package.Tests;

/// <summary>The packages, packed once into a folder that is a source, with a packages folder of its own.</summary>
/// <remarks>
/// Its own, because NuGet believes that a version never changes: a TypedRtx 0.1.0 of yesterday in the user's folder
/// would be tested in place of today's. Everything else is linked from there, so that nothing is downloaded twice.
/// </remarks>
public sealed class PackageFeed : IDisposable
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private readonly TempFolder _folder = new();

    public PackageFeed()
    {
        ProcessRunner.Dotnet(
            RepositoryFiles.Root,
            "pack",
            RepositoryFiles.PathOf("nuget", "Packages.slnf"),
            "--no-build",
            "-c",
            Configuration,
            "-o",
            Feed).AssertSuccess();
        _folder.Write("nuget.config", """
            <configuration>
              <packageSources>
                <add key="typedrtx-under-test" value="feed" />
              </packageSources>
            </configuration>
            """);
        LinkOtherPackages();
    }

    /// <summary>The folder of the .nupkg files.</summary>
    public string Feed => _folder.PathOf("feed");

    /// <summary>Makes a project outside the repository, whose folder has the given name.</summary>
    public ConsumerProject Project(string folder, string name, string properties, string items) =>
        new(_folder.PathOf(folder, name), name, properties, items, _folder.PathOf("packages"));

    public void Dispose() => _folder.Dispose();

    private void LinkOtherPackages()
    {
        string packages = Directory.CreateDirectory(_folder.PathOf("packages")).FullName;
        string[] command = ["nuget", "locals", "global-packages", "--list"];
        string listing = ProcessRunner.Dotnet(_folder.Path, command).AssertSuccess().Output;
        string machine = listing[(listing.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        foreach (string package in Directory.Exists(machine) ? Directory.GetDirectories(machine) : [])
        {
            string id = Path.GetFileName(package);
            if (!id.StartsWith("typedrtx", StringComparison.OrdinalIgnoreCase))
            {
                TryLink(Path.Combine(packages, id), package);
            }
        }
    }

    private static void TryLink(string path, string target)
    {
        try
        {
            Directory.CreateSymbolicLink(path, target);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Windows lets only some users link; NuGet then downloads the package again.
        }
    }
}
