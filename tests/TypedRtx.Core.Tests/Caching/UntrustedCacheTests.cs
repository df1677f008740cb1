using System.Runtime.Versioning;
using TypedRtx.TestKit;

namespace TypedRtx.Tests.Caching;

public sealed class UntrustedCacheTests
{
    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Folders_and_files_are_the_owners_alone()
    {
        SkipWhereRightsAreOther();
        using CacheFolder cache = new();
        cache.Write("kept");

        const UnixFileMode folder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        string path = cache.Files().Single();
        Assert.Equal(folder, File.GetUnixFileMode(cache.Root));
        Assert.Equal(folder, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    [UnsupportedOSPlatform("windows")]
    public void Root_that_others_may_write_is_not_used(UnixFileMode right)
    {
        SkipWhereRightsAreOther();
        using CacheFolder cache = new();
        cache.Write("kept");
        File.SetUnixFileMode(cache.Root, File.GetUnixFileMode(cache.Root) | right);

        Assert.Null(cache.Read());
        Assert.False(cache.Write("more"));
        Assert.Equal(
            $"Warning Cache: the folder '{cache.Root}' is not used: its group or others may write to it (chmod go-w takes that from them). "
            + "Such trouble is logged once for a model that is loaded.",
            cache.Logger.Lines.Single());
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Entry_that_others_may_write_is_put_aside()
    {
        SkipWhereRightsAreOther();
        using CacheFolder cache = new();
        cache.Write("kept");
        string path = cache.Files().Single();
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.OtherWrite);

        Assert.Null(cache.Read());
        Assert.Single(cache.Quarantined());
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Root_of_another_user_is_not_used()
    {
        SkipWhereRightsAreOther();
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only the superuser gives files away.");
        using CacheFolder cache = new();
        cache.Write("kept");
        await ChangeOwner(cache.Root);

        Assert.Null(cache.Read());
        Assert.False(cache.Write("more"));
        Assert.Contains("it belongs to another user (12345, not 0)", cache.Logger.Lines.Single(), StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Links_below_the_root_are_not_followed()
    {
        SkipWhereRightsAreOther();
        using CacheFolder cache = new();
        cache.Write("kept");
        string path = cache.Files().Single();
        string elsewhere = Path.Combine(cache.Outside, "elsewhere");
        File.Move(path, elsewhere);
        File.CreateSymbolicLink(path, elsewhere);

        Assert.Null(cache.Read());
        Assert.True(File.Exists(elsewhere));
        Assert.Contains("it is a link or a folder, and a file was expected", cache.Logger.Lines.Single(), StringComparison.Ordinal);

        string folder = Path.GetDirectoryName(path)!;
        Directory.Delete(folder, recursive: true);
        Directory.CreateSymbolicLink(folder, cache.Outside);
        Assert.False(cache.Write("more"));
        Assert.DoesNotContain(Directory.GetFiles(cache.Outside), file => file != elsewhere);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Root_may_be_a_link_to_a_folder_of_the_owner()
    {
        SkipWhereRightsAreOther();
        using CacheFolder cache = new();
        string target = Path.Combine(cache.Outside, "disk");
        Directory.CreateDirectory(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateSymbolicLink(cache.Root, target);

        Assert.True(cache.Write("kept"));
        Assert.Equal("kept", cache.Read());
    }

    [Fact]
    public void Root_that_is_a_file_keeps_nothing_and_says_so_once()
    {
        using CacheFolder cache = new();
        File.WriteAllText(cache.Root, "a file");

        Assert.False(cache.Write("one"));
        Assert.False(cache.Write("two"));
        Assert.Null(cache.Read());
        Assert.StartsWith($"Warning Cache: nothing can be kept in '{cache.Root}': ", cache.Logger.Lines.Single(), StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Read_only_folder_is_read_and_keeps_nothing_more()
    {
        SkipWhereRightsAreOther();
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "This user may write everywhere.");
        using CacheFolder cache = new();
        cache.Write("kept");
        string folder = Path.GetDirectoryName(cache.Files().Single())!;
        UnixFileMode mode = File.GetUnixFileMode(folder);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.False(cache.Write("more"));
            Assert.Equal("kept", cache.Read());
        }
        finally
        {
            File.SetUnixFileMode(folder, mode);
        }
    }

    [Fact]
    public void Root_where_no_folder_can_be_made_keeps_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A file system that refuses everybody is at hand on Linux alone.");
        TypedRtx.Caching.FileCacheStore store = new("/proc/typedrtx");

        Assert.False(store.Write(CacheFolder.Key(), _ => Assert.Fail("nothing is to be written")));
        Assert.Null(store.Read(CacheFolder.Key()));
    }

    private static void SkipWhereRightsAreOther() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists.");

    private static async Task ChangeOwner(string path)
    {
        using System.Diagnostics.Process chown = System.Diagnostics.Process.Start("chown", ["12345", path]);
        await chown.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, chown.ExitCode);
    }
}
