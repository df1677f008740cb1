using Microsoft.Win32.SafeHandles;
using TypedRtx.Caching;
using TypedRtx.Runtime;
using TypedRtx.TestKit;

namespace TypedRtx.Tests.Caching;

/// <summary>Models that are small enough to be told apart by the checksums of all that they are.</summary>
public sealed class SummedMemoTests : IDisposable
{
    private const int ByteLength = 1 << 20;
    private const string WrongHash = "00000000000000000000000000000000000000000000000000000000000000ff";

    private readonly CacheFolder _cache = new();
    private readonly TempFolder _folder = new();
    private readonly CacheChecks _checks;
    private readonly IdentityMemo _memo;

    public SummedMemoTests()
    {
        _checks = new CacheChecks("Bert", _cache.Logger);
        _memo = new IdentityMemo(_cache.Store, _checks);
    }

    public void Dispose()
    {
        _checks.Dispose();
        _folder.Dispose();
        _cache.Dispose();
    }

    [Fact]
    public void Hash_is_remembered_for_any_time()
    {
        ModelSource model = Model("a.onnx", 0);
        Assert.Equal(Hash(null, model), Hash(_memo, model));
        Remember(model, WrongHash);
        File.SetLastWriteTimeUtc(model.Path!, new DateTime(1980, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(WrongHash, Hash(_memo, model));
        Assert.Equal(Hash(null, model), Hash(_memo, Model("b.onnx", 0)));
    }

    [Fact]
    public void Any_bit_of_a_model_counts()
    {
        Remember(Model("a.onnx", 0), WrongHash);
        Random random = new(7);
        for (int i = 0; i < 20; i++)
        {
            ModelSource other = Model("a.onnx", (byte)(1 << random.Next(8)), random.Next(ByteLength));
            Assert.Equal(Hash(null, other), Hash(_memo, other));
        }
    }

    [Fact]
    public void Wrong_hash_is_found_in_the_background()
    {
        ModelSource model = Model("a.onnx", 0);
        Remember(model, WrongHash);
        ModelIdentity identity = ModelIdentity.Of(model, _memo);
        identity.Hash(TestContext.Current.CancellationToken);
        _checks.Start();
        Assert.True(SpinWait.SpinUntil(() => _checks.IsIdle, TimeSpan.FromSeconds(30)), "The checks do not end.");

        Assert.True(_checks.IsRefuted);
        Assert.Equal(Hash(null, model), Hash(_memo, model));
    }

    [Fact]
    public void Weights_beside_the_model_count_by_name_and_content()
    {
        byte[] bytes = new byte[ByteLength];
        string before = TextWith("w.bin", bytes);

        Assert.Equal(before, TextWith("w.bin", bytes));
        Assert.NotEqual(before, TextWith("v.bin", bytes));
        bytes[54_321] ^= 1;
        Assert.NotEqual(before, TextWith("w.bin", bytes));
    }

    private static string Hash(IdentityMemo? memo, ModelSource source) =>
        ModelIdentity.Of(source, memo).Hash(TestContext.Current.CancellationToken);

    private ModelSource Model(string name, byte difference, int place = 0)
    {
        byte[] bytes = new byte[ByteLength];
        new Random(3).NextBytes(bytes);
        bytes[place] ^= difference;
        return ModelSource.FromFile(_folder.Write(name, bytes));
    }

    private void Remember(ModelSource model, string hash)
    {
        using ModelContent content = ModelContent.Open(model);
        _memo.Remember(content.Fingerprint()!, hash);
    }

    private string TextWith(string name, byte[] bytes)
    {
        using SafeFileHandle file = File.OpenHandle(_folder.Write("weights", bytes));
        using ExternalDataMap weights = ExternalDataMap.Open(name, file, bytes.Length);
        using ModelContent content = ModelContent.Open(Model("m1.onnx", 0).With([weights]));
        return content.Fingerprint()!.Text;
    }
}
