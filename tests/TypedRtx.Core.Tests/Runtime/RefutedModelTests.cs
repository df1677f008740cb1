using TypedRtx.Caching;
using TypedRtx.OnnxRuntime.Tests;
using TypedRtx.Runtime;
using TypedRtx.TestKit;

namespace TypedRtx.Tests.Runtime;

/// <summary>Models that turn out to be loaded from something wrong while they run.</summary>
[Collection(nameof(Bert))]
public sealed class RefutedModelTests : IDisposable
{
    private const string WrongHash = "00000000000000000000000000000000000000000000000000000000000000ff";

    private readonly TempFolder _folder = new();
    private readonly ListLogger _logger = new();
    private readonly List<string> _hashes = [];
    private readonly ManualResetEventSlim _mayCheck = new();
    private readonly string _path;

    public RefutedModelTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Times of change were looked at on Linux alone.");
        _path = BertFiles.Builder().Initializer("large", new float[1 << 20], 1 << 20).Save(_folder.PathOf("bert.onnx"));
        BertFiles.Engine.Preparing = request =>
        {
            // First in the queue, so that nothing is found before the test waits for it.
            request.Checks?.Add(new CacheCheck(token =>
            {
                _mayCheck.Wait(token);
                return null;
            }));
            _hashes.Add(request.Identity.Hash(TestContext.Current.CancellationToken));
        };
    }

    public void Dispose()
    {
        BertFiles.Engine.Preparing = null;
        _folder.Dispose();
    }

    [Fact]
    public void Model_whose_remembered_hash_was_wrong_is_loaded_anew_before_the_next_run()
    {
        Remember(WrongHash);
        using Bert bert = Load();
        Assert.Equal([WrongHash], _hashes);
        AwaitRefutation();
        int disposed = BertFiles.Engine.SessionsDisposed;

        Assert.Equal(3f, bert.Run((long[])[1, 2], (long[])[1, 1], 1, batch: 1).Score);
        Assert.Equal([WrongHash, RightHash()], _hashes);
        Assert.Equal(disposed + 1, BertFiles.Engine.SessionsDisposed);
        Assert.Contains("It is loaded anew before its next run.", string.Join('\n', _logger.Lines), StringComparison.Ordinal);
        bert.Run((long[])[1, 2], (long[])[1, 1], 1, batch: 1).Dispose();
        Assert.Equal(2, _hashes.Count);
    }

    [Fact]
    public void Bindings_of_what_was_wrong_refuse_and_new_ones_run()
    {
        Remember(WrongHash);
        using Bert bert = Load();
        using Bert.Binding before = bert.Bind(1, 2);
        AwaitRefutation();

        Assert.Contains(
            "make the binding or state again",
            Assert.Throws<InferenceException>(() => before.Run(TestContext.Current.CancellationToken)).Message,
            StringComparison.Ordinal);
        using Bert.Binding after = bert.Bind(1, 2);
        after.Run(TestContext.Current.CancellationToken);
        Assert.Throws<InferenceException>(() => before.Run(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Many_threads_load_a_model_anew_once_and_none_fails()
    {
        Remember(WrongHash);
        using Bert bert = Load();
        AwaitRefutation();

        float[] scores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            float last = 0;
            for (int i = 0; i < 50; i++)
            {
                using Bert.Outputs outputs = bert.Run((long[])[1, 2], (long[])[1, 1], 1, batch: 1);
                last = outputs.Score;
            }

            return last;
        })));

        Assert.All(scores, score => Assert.Equal(3f, score));
        Assert.Equal(2, _hashes.Count);
    }

    [Fact]
    public void Model_that_is_disposed_is_not_loaded_anew()
    {
        Remember(WrongHash);
        Bert bert = Load();
        AwaitRefutation();
        bert.Dispose();

        Assert.Throws<ObjectDisposedException>(() => bert.Run((long[])[1, 2], (long[])[1, 1], 1, batch: 1));
        Assert.Single(_hashes);
    }

    [Fact]
    public void Model_that_is_gone_when_it_is_to_be_loaded_anew_says_so()
    {
        Remember(WrongHash);
        using Bert bert = Load();
        AwaitRefutation();
        File.Move(_path, _path + ".gone");

        Assert.Throws<ModelFileException>(() => bert.Run((long[])[1, 2], (long[])[1, 1], 1, batch: 1));
        File.Move(_path + ".gone", _path);
        Assert.Equal(3f, bert.Run((long[])[1, 2], (long[])[1, 1], 1, batch: 1).Score);
    }

    [Fact]
    public void Nothing_is_remembered_where_all_of_it_is_to_be_read_first()
    {
        Remember(WrongHash);
        using Bert bert = Load(CacheVerify.Full);

        Assert.Equal([RightHash()], _hashes);
    }

    private Bert Load(CacheVerify verify = CacheVerify.Background) => Bert.LoadFrom(_path, new ModelOptions
    {
        Cache = new CacheOptions { Directory = _folder.PathOf("cache"), Verify = verify },
        Logger = _logger,
    });

    private void AwaitRefutation()
    {
        _mayCheck.Set();
        bool isFound = SpinWait.SpinUntil(
            () => _logger.Lines.Any(line => line.StartsWith("Error", StringComparison.Ordinal)), TimeSpan.FromSeconds(30));
        Assert.True(isFound, "The wrong hash is not found.");
    }

    private string RightHash() => ModelIdentity.Of(ModelSource.FromFile(_path)).Hash(TestContext.Current.CancellationToken);

    private void Remember(string hash)
    {
        using CacheChecks checks = new("Bert", null);
        using ModelContent content = ModelContent.Open(ModelSource.FromFile(_path));
        new IdentityMemo(new FileCacheStore(_folder.PathOf("cache")), checks).Remember(content.Fingerprint()!, hash);
    }
}
