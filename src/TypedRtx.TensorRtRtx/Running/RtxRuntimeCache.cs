using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using TypedRtx.Caching;
using TypedRtx.Cuda;
using TypedRtx.Signatures;
using TypedRtx.TensorRtRtx.Interop;

namespace TypedRtx.TensorRtRtx;

/// <summary>
/// Keeps the kernels that contexts compiled between starts of the program. They are saved after the first run, then each time the
/// number of runs has doubled, if they grew, after lengths were specialised, and at the end: kernels for lengths that really occur come
/// over time. What other processes saved meanwhile is taken in first, so that each entry holds what all of them compiled.
/// </summary>
internal sealed class RtxRuntimeCache : IDisposable
{
    /// <summary>The kind of the entries.</summary>
    public const string Kind = "runtime-cache";

    // Above it, NVIDIA says, reading costs more than it saves.
    private const long LargestByteLength = 100L * 1024 * 1024;
    private const long LastCountedRun = 1 << 20;

    // Some seconds of others that record.
    private const int MostDelays = 20;

    // The library takes 20 ms to write kernels out, and nothing is recorded meanwhile.
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(300);

    // Savers are done in a moment; past it, kernels of the slowest may be compiled again some day.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly RtxEngine _engine;
    private readonly ICacheStore _store;
    private readonly CacheKey? _key;
    private readonly ILogger? _logger;
    private readonly Timer _timer;
    private long _runs;
    private long _savedByteLength;
    private byte[] _savedHash = [];
    private int _delays;
    private bool _isQueued;
    private bool _isDisposed;

    /// <summary>Makes the cache of an engine that has no contexts yet, with what earlier starts left.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="store">Where entries are kept.</param>
    /// <param name="key">The entry; null to keep nothing.</param>
    /// <param name="logger">Where decisions are logged.</param>
    public RtxRuntimeCache(RtxEngine engine, ICacheStore store, CacheKey? key, ILogger? logger)
    {
        _engine = engine;
        _store = store;
        _key = store is NoCache ? null : key;
        _logger = logger;
        _timer = new Timer(static cache => ((RtxRuntimeCache)cache!).SaveAtRest(), this, Timeout.Infinite, Timeout.Infinite);
        if (_key is not null)
        {
            TakeSaved(_key);
        }
    }

    /// <summary>The key of the kernels of an engine: valid for one version of the library, one GPU and one line of drivers.</summary>
    /// <param name="engine">The key of the engine, which names the version.</param>
    /// <param name="device">The GPU.</param>
    public static CacheKey KeyOf(CacheKey engine, CudaDevice device) => new(
        engine.Model,
        Kind,
        new[]
        {
            $"device={device.Name}",
            $"device-compute-capability={device.Capability}",
            string.Create(CultureInfo.InvariantCulture, $"driver={device.Library.DriverVersion / 1000}"),
            $"system={(OperatingSystem.IsWindows() ? "windows" : "linux")}",
        }.Concat(engine.Parts).ToEquatableArray());

    /// <summary>Counts a run, and now and then has the kernels saved in the background.</summary>
    public void CountRun()
    {
        long runs = Interlocked.Increment(ref _runs);
        if ((runs & (runs - 1)) == 0 && runs <= LastCountedRun)
        {
            SaveSoon();
        }
    }

    /// <summary>Has the kernels saved in the background.</summary>
    public void SaveSoon()
    {
        if (_key is not null && !Interlocked.Exchange(ref _isQueued, true))
        {
            _delays = 0;
            StartTimer();
        }
    }

    /// <summary>Saves a last time, if there were runs.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            if (_runs > 0)
            {
                SaveQueued();
            }

            _isDisposed = true;
        }

        _timer.Dispose();
    }

    private void StartTimer()
    {
        try
        {
            _timer.Change(Delay, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // Disposal saves, or did.
        }
    }

    // Runs that record or compile come first.
    private void SaveAtRest()
    {
        if (!_engine.CaptureGate.IsAtRest && ++_delays < MostDelays)
        {
            StartTimer();
            return;
        }

        SaveQueued();
    }

    // On a thread of the pool, or the one that disposes.
    private void SaveQueued()
    {
        Volatile.Write(ref _isQueued, false);
#pragma warning disable CA1031 // A thread boundary: what cannot be kept now is compiled again at the next start.
        try
        {
            Save();
        }
        catch (Exception error)
        {
            _logger?.LogWarning(error, "The compiled kernels of TensorRT for RTX were not kept.");
        }
#pragma warning restore CA1031
    }

    // Adds what is kept, which the library does without losing its own. False where nothing is that was not added or saved before.
    private unsafe bool TakeSaved(CacheKey key)
    {
        using CacheEntry? entry = _store.Read(key);
        if (entry is null)
        {
            return false;
        }

        if (entry.ByteLength > LargestByteLength)
        {
            _store.Quarantine(key, "it grew past 100 MB, where reading kernels costs more than compiling them");
            return false;
        }

        byte[] hash = SHA256.HashData(new ReadOnlySpan<byte>((void*)entry.Address, (int)entry.ByteLength));
        if (hash.AsSpan().SequenceEqual(_savedHash))
        {
            return false;
        }

        bool isTaken;
        using (_engine.CaptureGate.EnterScope())
        {
            isTaken = new RuntimeCacheApi(_engine.Cache).Deserialize(entry.Address, entry.ByteLength);
        }

        if (isTaken)
        {
            (_savedByteLength, _savedHash) = (entry.ByteLength, hash);
            _engine.HasGeneralKernels = true;
            return true;
        }

        RtxError[] errors = _engine.TakeErrors();
        string reason = errors.Length > 0 ? string.Join("; ", errors) : "it is of another GPU, driver or version";
        _logger?.LogInformation("TensorRT for RTX does not take the kernels that were kept, and compiles them again: {Reason}", reason);

        // Nothing is wrong with it: another machine with the same home folder may have written it. The next save replaces it.
        return false;
    }

    private void Save()
    {
        lock (_gate)
        {
            if (_isDisposed || _key is null)
            {
                return;
            }

            _engine.Cuda.MakeCurrent();
            RtxHandle? kernels = Serialize();
            try
            {
                if (kernels is null || new HostMemoryApi(kernels).GetByteLength() <= _savedByteLength)
                {
                    return;
                }

                using IDisposable? held = _store.Lock(_key, LongestWait);
                if (TakeSaved(_key))
                {
                    kernels.Dispose();
                    kernels = Serialize();
                }

                if (kernels is not null)
                {
                    Write(_key, new HostMemoryApi(kernels));
                }
            }
            finally
            {
                kernels?.Dispose();
            }
        }
    }

    private unsafe void Write(CacheKey key, HostMemoryApi kernels)
    {
        long byteLength = kernels.GetByteLength();
        nint data = kernels.GetData();
        if (byteLength <= _savedByteLength || byteLength > LargestByteLength || data == 0)
        {
            return;
        }

        if (_store.Write(key, stream => stream.Write(new ReadOnlySpan<byte>((void*)data, (int)byteLength))))
        {
            (_savedByteLength, _savedHash) = (byteLength, SHA256.HashData(new ReadOnlySpan<byte>((void*)data, (int)byteLength)));
        }
    }

    private RtxHandle? Serialize()
    {
        nint pointer;
        using (_engine.CaptureGate.EnterScope())
        {
            pointer = new RuntimeCacheApi(_engine.Cache).Serialize();
        }

        if (pointer != 0)
        {
            return new RtxHandle(_engine.Library.Abi, pointer, _engine.Cache);
        }

        _ = _engine.TakeErrors();
        return null;
    }
}
