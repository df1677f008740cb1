using System.Runtime.Versioning;
using TypedRtx.Caching;
using TypedRtx.TestKit;

namespace TypedRtx.Tests.Caching.Fire;

/// <summary>Places where little is allowed.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PlaceTests : IDisposable
{
    private const UnixFileMode ForAllToRead = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly TempFolder _folder = new();

    private string Root => _folder.PathOf("cache");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Disk_that_is_full_keeps_what_it_had()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only the superuser of Linux mounts small disks.");
        string disk = _folder.PathOf("disk");
        Directory.CreateDirectory(disk, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        ProcessResult mount = ProcessRunner.Run(new ProcessRequest("mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "none", disk));
        Assert.SkipUnless(mount.ExitCode == 0, $"No disk can be mounted here: {mount.Error}");
        try
        {
            FileCacheStore store = new(disk);
            int?[] kept = new int?[40];
            int refused = 0;
            for (int i = 0; i < 400; i++)
            {
                if (FireEntries.Write(store, i % kept.Length, i))
                {
                    kept[i % kept.Length] = i;
                }
                else
                {
                    refused++;
                }
            }

            Assert.InRange(refused, 1, 399);
            Assert.Equal(kept, Enumerable.Range(0, kept.Length).Select(i => FireEntries.Read(store, i)));
            Assert.Empty(Directory.GetFiles(disk, "*.tmp", SearchOption.AllDirectories));
            TestContext.Current.TestOutputHelper?.WriteLine($"{refused} of 400 writes refused, {kept.Count(seed => seed is not null)} entries kept");
        }
        finally
        {
            ProcessRunner.Run(new ProcessRequest("umount", "-l", disk)).AssertSuccess();
        }
    }

    [Fact]
    public void Read_only_disk_is_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only the superuser of Linux mounts disks.");
        Seed();
        ProcessResult mount = ProcessRunner.Run(new ProcessRequest("mount", "--bind", Root, Root));
        Assert.SkipUnless(mount.ExitCode == 0, $"No disk can be mounted here: {mount.Error}");
        try
        {
            ProcessRunner.Run(new ProcessRequest("mount", "-o", "remount,bind,ro", Root)).AssertSuccess();
            ProcessResult result = ProcessRunner.Run(FireChild.Request("use", Root)).AssertSuccess();

            Assert.StartsWith("read 1, locked False, kept False\n", result.Output, StringComparison.Ordinal);
            Assert.Contains("nothing can be kept in", result.Output, StringComparison.Ordinal);
        }
        finally
        {
            ProcessRunner.Run(new ProcessRequest("umount", "-l", Root)).AssertSuccess();
        }
    }

    [Fact]
    public void Cache_of_the_superuser_is_read_by_others_and_stays_as_it_is()
    {
        Seed();
        OpenForAll();
        string[] before = [.. Directory.GetFiles(Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        string output = UseAsAnotherUser();

        Assert.StartsWith("read 1, locked False, kept False\n", output, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Cache_that_is_closed_to_a_user_is_none()
    {
        Seed();
        OpenForAll();
        File.SetUnixFileMode(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.StartsWith("read nothing, locked False, kept False\n", UseAsAnotherUser(), StringComparison.Ordinal);
    }

    [Fact]
    public void Cache_of_a_third_user_is_not_used()
    {
        Seed();
        OpenForAll();
        ProcessRunner.Run(new ProcessRequest("chown", "-R", "12346", Root)).AssertSuccess();
        string output = UseAsAnotherUser();

        Assert.StartsWith("read nothing, locked False, kept False\n", output, StringComparison.Ordinal);
        Assert.Contains("it belongs to another user (12346, not 12345)", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Cache_of_another_format_lies_beside_and_stays()
    {
        Seed();
        string other = _folder.Write("cache/v3/model/engine.entry", "of a newer version");
        File.SetLastWriteTimeUtc(other, DateTime.UtcNow.AddYears(-1));
        FileCacheStore store = new(Root, maxByteLength: 0);

        Assert.True(FireEntries.Write(store, 3, 3));
        Assert.Equal(3, FireEntries.Read(store, 3));
        Assert.Equal("of a newer version", File.ReadAllText(other));
    }

    private static string Dotnet => Path.GetFullPath(Path.Combine(
        System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    private void Seed()
    {
        FileCacheStore store = new(Root);
        Assert.True(FireEntries.Write(store, 0, 1));
        Assert.True(FireEntries.Write(store, 2, 2));
    }

    private void OpenForAll()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only the superuser becomes another user.");
        File.SetUnixFileMode(_folder.Path, ForAllToRead);
        ProcessRunner.Run(new ProcessRequest("chmod", "-R", "a+rX,go-w", Root)).AssertSuccess();
    }

    private static string UseAsAnotherUser(string root)
    {
        ProcessRequest child = FireChild.Request("use", root);
        ProcessResult result = ProcessRunner.Run(child with
        {
            FileName = "setpriv",
            Arguments = ["--reuid", "12345", "--regid", "12345", "--clear-groups", Dotnet, .. child.Arguments],
            Environment = new Dictionary<string, string?>(child.Environment) { ["HOME"] = "/nonexistent" },
        });
        Assert.SkipWhen(result.Error.Contains("Permission denied", StringComparison.Ordinal), $"Another user may not run the tests: {result.Error}");
        return result.AssertSuccess().Output;
    }

    private string UseAsAnotherUser() => UseAsAnotherUser(Root);
}
