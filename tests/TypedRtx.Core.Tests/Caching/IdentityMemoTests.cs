using Microsoft.Win32.SafeHandles;
using TypedRtx.Caching;
using TypedRtx.Runtime;
using TypedRtx.TestKit;

namespace TypedRtx.Tests.Caching;

public sealed class IdentityMemoTests : IDisposable
{
    // More than checksums are made of.
    private const int ByteLength = 17 << 20;
    private const string WrongHash = "00000000000000000000000000000000000000000000000000000000000000ff";

    private static readonly DateTime Old = new(1980, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly CacheFolder _cache = new();
    private readonly TempFolder _folder = new();
    private readonly CacheChecks _checks;
    private readonly IdentityMemo _memo;
    private readonly string _path;

    public IdentityMemoTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Times of change were looked at on Linux alone.");
        _checks = new CacheChecks("Bert", _cache.Logger);
        _memo = new IdentityMemo(_cache.Store, _checks);
        byte[] bytes = new byte[ByteLength];
        new Random(2).NextBytes(bytes);
        _path = _folder.Write("m.onnx", bytes);
        File.SetLastWriteTimeUtc(_path, Old);
    }

    public void Dispose()
    {
        _checks.Dispose();
        _folder.Dispose();
        _cache.Dispose();
    }

    [Fact]
    public void Hash_that_is_remembered_is_given_without_reading_the_model()
    {
        string right = Hash(null);
        Remember(WrongHash);

        Assert.NotEqual(WrongHash, right);
        Assert.Equal(WrongHash, Hash(_memo));
        Assert.False(_checks.IsIdle);
    }

    [Fact]
    public void Right_hash_is_confirmed_in_the_background_and_stays()
    {
        string right = Hash(null);
        Remember(right);
        ModelIdentity identity = Identity(_memo);

        Assert.Equal(right, identity.Hash(TestContext.Current.CancellationToken));
        Finish();
        Assert.False(_checks.IsRefuted);
        Assert.True(identity.Confirm(TestContext.Current.CancellationToken));
        Assert.Equal(right, Hash(_memo));
        Assert.Empty(_cache.Logger.Lines);
    }

    [Fact]
    public void Wrong_hash_is_found_in_the_background_told_and_forgotten()
    {
        Remember(WrongHash);
        ModelIdentity identity = Identity(_memo);
        identity.Hash(TestContext.Current.CancellationToken);
        Finish();

        Assert.True(_checks.IsRefuted);
        Assert.False(identity.Confirm(TestContext.Current.CancellationToken));
        Assert.Single(_cache.Quarantined());
        Assert.Contains($"Error Bert: the content of '{_path}' is not what was remembered for it", _cache.Logger.Lines.Last(), StringComparison.Ordinal);
        Assert.Equal(Hash(null), Hash(_memo));
    }

    [Fact]
    public void Nothing_is_written_under_a_hash_before_it_is_confirmed()
    {
        string right = Hash(null);
        Remember(WrongHash);
        ModelIdentity wrong = Identity(_memo);
        ConfirmedStore store = new(_cache.Store, wrong);

        Assert.False(store.Write(CacheFolder.Key(wrong.Hash(TestContext.Current.CancellationToken)), _ => Assert.Fail("nothing is to be written")));
        Assert.True(_checks.IsRefuted);

        Remember(right);
        ModelIdentity identity = Identity(_memo);
        Assert.True(new ConfirmedStore(_cache.Store, identity).Write(
            CacheFolder.Key(identity.Hash(TestContext.Current.CancellationToken)), stream => stream.Write("kept"u8)));
    }

    [Fact]
    public void Hash_of_a_model_that_changed_just_now_is_not_remembered_and_later_it_is()
    {
        string right = Hash(_memo);
        Assert.Empty(_cache.Files());

        using ModelContent content = ModelContent.Open(ModelSource.FromFile(_path));
        ModelFingerprint fingerprint = content.Fingerprint()!;
        Assert.False(fingerprint.IsSettled(DateTime.UtcNow));
        Assert.True(fingerprint.IsSettled(DateTime.UtcNow.AddSeconds(3)));
        Assert.False(fingerprint.IsSettled(DateTime.UtcNow.AddYears(-1)));
        Assert.Equal(right, Hash(_memo));
    }

    [Theory]
    [InlineData("written")]
    [InlineData("replaced")]
    [InlineData("touched")]
    public void Model_of_the_same_length_and_time_that_is_another_one_is_read(string how)
    {
        Remember(WrongHash);
        byte[] bytes = File.ReadAllBytes(_path);
        bytes[1_234_567] ^= 1;
        switch (how)
        {
            case "written":
                using (FileStream file = File.OpenWrite(_path))
                {
                    file.Write(bytes);
                }

                break;
            case "replaced":
                File.Move(_folder.Write("new.onnx", bytes), _path, overwrite: true);
                break;
            default:
                break;
        }

        File.SetLastWriteTimeUtc(_path, Old);
        Assert.Equal(Old, File.GetLastWriteTimeUtc(_path));
        Assert.Equal(Hash(null), Hash(_memo));
    }

    [Fact]
    public void Content_counts_where_all_that_the_system_says_is_the_same()
    {
        using ModelContent content = ModelContent.Open(ModelSource.FromFile(_path));
        ModelFingerprint before = content.Fingerprint()!;
        WriteFirstByte();

        ModelFingerprint after = content.Fingerprint()!;
        Assert.NotEqual(before.Text.Split(' ')[^1], after.Text.Split(' ')[^1]);
    }

    [Fact]
    public void Weights_beside_the_model_count_too()
    {
        string weights = _folder.Write("w.bin", new byte[ByteLength]);
        string before = FingerprintWith(weights, "w.bin");

        Assert.Equal(before, FingerprintWith(weights, "w.bin"));
        Assert.NotEqual(before, FingerprintWith(weights, "v.bin"));
        File.SetLastWriteTimeUtc(weights, Old);
        Assert.NotEqual(before, FingerprintWith(weights, "w.bin"));
    }

    [Fact]
    public void Model_that_is_replaced_after_loading_says_nothing_about_what_was_remembered()
    {
        string right = Hash(null);
        Remember(right);
        ModelIdentity identity = Identity(_memo);
        identity.Hash(TestContext.Current.CancellationToken);
        File.Move(_folder.Write("new.onnx", new byte[ByteLength]), _path, overwrite: true);
        Finish();

        Assert.False(_checks.IsRefuted);
        Assert.True(identity.Confirm(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Model_that_is_written_to_after_loading_is_not_confirmed_and_not_refuted()
    {
        Remember(Hash(null));
        ModelIdentity identity = Identity(_memo);
        identity.Hash(TestContext.Current.CancellationToken);
        WriteFirstByte();

        Finish();
        Assert.False(_checks.IsRefuted);
        Assert.False(identity.Confirm(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Disposal_before_the_check_leaves_the_hash_unconfirmed()
    {
        Remember(Hash(null));
        ModelIdentity identity = Identity(_memo);
        identity.Hash(TestContext.Current.CancellationToken);
        _checks.Dispose();

        Assert.False(identity.Confirm(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(CacheMode.ReadOnly)]
    [InlineData(CacheMode.Off)]
    public void Modes_of_the_cache_are_those_of_the_memo(CacheMode mode)
    {
        Remember(WrongHash);
        IdentityMemo memo = new(_cache.Open(mode), _checks);
        Assert.Equal(mode == CacheMode.ReadOnly ? WrongHash : Hash(null), Hash(memo));

        _cache.Store.Quarantine(new CacheKey("identities", IdentityMemo.Kind, new([$"path={_path}"])), "no reason");
        Assert.Equal(Hash(null), Hash(memo));
        Assert.Empty(_cache.Files());
    }

    [Fact]
    public void Memo_of_every_damage_is_none()
    {
        Remember(WrongHash);
        string right = Hash(null);
        string file = _cache.Files().Single();
        byte[] good = File.ReadAllBytes(file);
        IdentityMemo memo = new(_cache.Open(CacheMode.ReadOnly), _checks);
        Random random = new(4);
        for (int i = 0; i < 60; i++)
        {
            byte[] bad = [.. good];
            bad[i < 30 ? random.Next(96) : random.Next(4096, good.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(file, bad);
            Assert.Equal(right, Hash(memo));
            File.WriteAllBytes(file, good[..random.Next(good.Length)]);
            Assert.Equal(right, Hash(memo));
        }
    }

    [Fact]
    public void Small_models_and_models_in_memory_are_simply_hashed()
    {
        string small = _folder.Write("small.onnx", new byte[1000]);
        Hash(_memo, ModelSource.FromFile(small));
        Hash(_memo, ModelSource.FromBytes(new byte[ByteLength], "m"));

        Assert.True(_checks.IsIdle);
        Assert.Empty(_cache.Files());
    }

    [Fact]
    public void Memos_are_bounded()
    {
        for (int i = 0; i < CacheUpkeep.MostMemos + 3; i++)
        {
            _memo.Remember(new ModelFingerprint($"path=/models/{i}.onnx", "x", 0), WrongHash);
        }

        Assert.Equal(CacheUpkeep.MostMemos, _cache.Files().Length);
    }

    private static string Hash(IdentityMemo? memo, ModelSource source) =>
        ModelIdentity.Of(source, memo).Hash(TestContext.Current.CancellationToken);

    private string Hash(IdentityMemo? memo) => Hash(memo, ModelSource.FromFile(_path));

    private ModelIdentity Identity(IdentityMemo memo) => ModelIdentity.Of(ModelSource.FromFile(_path), memo);

    private void Remember(string hash)
    {
        using ModelContent content = ModelContent.Open(ModelSource.FromFile(_path));
        _memo.Remember(content.Fingerprint()!, hash);
    }

    private void WriteFirstByte()
    {
        using FileStream file = new(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.WriteByte(99);
    }

    private string FingerprintWith(string path, string name)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        using ExternalDataMap weights = ExternalDataMap.Open(name, file, ByteLength);
        using ModelContent content = ModelContent.Open(ModelSource.FromFile(_path).With([weights]));
        return content.Fingerprint()!.Text;
    }

    private void Finish()
    {
        _checks.Start();
        Assert.True(SpinWait.SpinUntil(() => _checks.IsIdle, TimeSpan.FromSeconds(30)), "The checks do not end.");
    }
}
