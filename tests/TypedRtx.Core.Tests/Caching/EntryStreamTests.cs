using TypedRtx.Caching;

namespace TypedRtx.Tests.Caching;

public sealed class EntryStreamTests
{
    [Fact]
    public void Full_disk_is_kept_for_the_store_and_not_thrown_at_the_writer()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A disk that is always full is at hand on Linux alone.");
        using FileStream full = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        using EntryStream stream = new(full);

        stream.Write("payload"u8);
        stream.Write("more"u8);

        Assert.IsAssignableFrom<IOException>(stream.Failure);
        Assert.Equal(11, stream.Length);
    }
}
