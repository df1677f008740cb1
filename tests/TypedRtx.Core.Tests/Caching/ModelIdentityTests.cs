using Microsoft.Win32.SafeHandles;
using TypedRtx.Caching;
using TypedRtx.Runtime;
using TypedRtx.TestKit;

namespace TypedRtx.Tests.Caching;

public sealed class ModelIdentityTests
{
    [Fact]
    public void File_and_memory_with_the_same_bytes_are_the_same_model()
    {
        using TempFolder folder = new();
        byte[] bytes = [1, 2, 3];
        string hash = Hash(ModelSource.FromFile(folder.Write("a.onnx", bytes)));

        Assert.Matches("^[0-9a-f]{64}$", hash);
        Assert.Equal(hash, Hash(ModelSource.FromBytes(bytes, "b")));
        Assert.NotEqual(hash, Hash(ModelSource.FromBytes(new byte[] { 1, 2, 4 }, "b")));
    }

    [Fact]
    public void Weights_beside_the_model_count_by_name_and_content()
    {
        using TempFolder folder = new();
        string first = Hash(folder, "w.bin", 1);

        Assert.NotEqual(first, Hash(folder, "w.bin", 2));
        Assert.NotEqual(first, Hash(folder, "v.bin", 1));
        Assert.Equal(first, Hash(folder, "w.bin", 1));
    }

    [Fact]
    public void Retrained_model_of_the_same_length_and_time_is_another_one()
    {
        using TempFolder folder = new();
        DateTime time = new(1980, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        string path = folder.Write("m.onnx", new byte[100_000]);
        File.SetLastWriteTimeUtc(path, time);
        string before = Hash(ModelSource.FromFile(path));

        using (FileStream file = new(path, FileMode.Open))
        {
            file.Position = 77_777;
            file.WriteByte(1);
        }

        File.SetLastWriteTimeUtc(path, time);
        Assert.NotEqual(before, Hash(ModelSource.FromFile(path)));
    }

    [Theory]
    [InlineData("../../m.onnx")]
    [InlineData("/etc/m\n.onnx")]
    [InlineData("con:|\u202e?.onnx")]
    public void Entries_of_a_model_lie_where_its_content_says_whatever_it_is_called(string name)
    {
        using CacheFolder cache = new();
        string hash = Hash(ModelSource.FromBytes(new byte[] { 1, 2, 3 }, name));

        Assert.True(cache.Write("kept", CacheFolder.Key(hash)));
        Assert.Equal(hash, Path.GetFileName(Path.GetDirectoryName(cache.Files().Single())));
        Assert.Equal(hash, Hash(ModelSource.FromBytes(new byte[] { 1, 2, 3 }, "m.onnx")));
    }

    [Fact]
    public void Hash_is_computed_once_and_given_up_when_cancelled()
    {
        byte[] bytes = [1, 2, 3];
        ModelIdentity identity = ModelIdentity.Of(ModelSource.FromBytes(bytes, "a"));

        Assert.Throws<OperationCanceledException>(() => identity.Hash(new CancellationToken(canceled: true)));
        string hash = identity.Hash(TestContext.Current.CancellationToken);
        bytes[0] = 9;
        Assert.Equal(hash, identity.Hash(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Model_that_is_gone_is_an_error_of_its_file()
    {
        using TempFolder folder = new();

        Assert.Contains(
            folder.PathOf("gone.onnx"),
            Assert.Throws<ModelFileException>(() => Hash(ModelSource.FromFile(folder.PathOf("gone.onnx")))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_somebody_holds_are_still_read_when_loading_is_over()
    {
        using TempFolder folder = new();
        using SafeFileHandle file = File.OpenHandle(folder.Write("w.bin", [1, 2, 3]));
        ExternalDataMap weights = ExternalDataMap.Open("w.bin", file, 3);
        ModelSource source = ModelSource.FromBytes(new byte[] { 1 }, "a").With([weights]);
        string expected = Hash(source);
        using IDisposable held = weights.Hold();
        weights.Dispose();

        Assert.Equal(expected, Hash(source));
    }

    private static string Hash(TempFolder folder, string name, byte value)
    {
        string path = folder.Write(name, [value, 0, 0]);
        using SafeFileHandle file = File.OpenHandle(path);
        using ExternalDataMap weights = ExternalDataMap.Open(name, file, 3);
        return Hash(ModelSource.FromBytes(new byte[] { 1, 2, 3 }, "a").With([weights]));
    }

    private static string Hash(ModelSource source) => ModelIdentity.Of(source).Hash(TestContext.Current.CancellationToken);
}
