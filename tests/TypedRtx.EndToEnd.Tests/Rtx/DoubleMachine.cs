using TypedRtx.OnnxRuntime.Tests;
using TypedRtx.Runtime.Adaptive;
using TypedRtx.TensorRtRtx.Interop;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Rtx;

/// <summary>A machine with the double of library and driver, a cache, and a log.</summary>
internal sealed class DoubleMachine : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _library;

    /// <summary>Makes one.</summary>
    /// <param name="library">The library's folder, where it is not the double's.</param>
    /// <param name="cudaPath">The driver, where it is not the double's.</param>
    /// <param name="cache">The cache's folder, where another machine has it too.</param>
    public DoubleMachine(string? library = null, string? cudaPath = null, string? cache = null)
    {
        Double = RtxDouble.Create();
        _library = library ?? Double.Folder;
        Cache = cache ?? _folder.PathOf("cache");
        DoubleBackends.Instance.Add(_library, cudaPath ?? Double.CudaPath);
    }

    public RtxDouble Double { get; }

    public string Cache { get; }

    public ListLogger Logger { get; } = new();

    /// <summary>Whether contexts for lengths count as twice as fast as the general one, or as half; null as they are measured.</summary>
    public bool? SpecializedWins { get; init; }

    public ModelOptions Auto => new()
    {
        NativeLibraryPath = _library,
        Cache = new CacheOptions { Directory = Cache },
        Logger = Logger,
        Judge = SpecializedWins is { } wins ? _ => new CandidateTimes(Time(isShort: !wins), Time(isShort: wins)) : null,
    };

    public ModelOptions Named => Auto with { Backend = Backend.TensorRtRtx };

    /// <summary>Skips the test on a machine where the library is found without a test's help.</summary>
    public static void SkipWhereInstalled() =>
        Assert.SkipWhen(RtxLibrary.TryLoad(null, pathOnly: false, out _) is not null, "TensorRT for RTX is installed on this machine.");

    /// <summary>How many engines were built, that of the probe included.</summary>
    public long Builds => Double.CallCount("VBuilder.buildSerializedNetwork");

    /// <summary>What was logged at a level.</summary>
    public IEnumerable<string> Logged(string level) => Logger.Lines.Where(line => line.StartsWith(level, StringComparison.Ordinal));

    /// <summary>The one engine in the cache.</summary>
    public string CachedEngine() => Assert.Single(Directory.GetFiles(Cache, "engine-*.entry", SearchOption.AllDirectories));

    public void Dispose()
    {
        DoubleBackends.Instance.Remove(_library);
        Double.Dispose();
        _folder.Dispose();
    }

    private static TimeSpan Time(bool isShort) => TimeSpan.FromMilliseconds(isShort ? 1 : 2);
}
