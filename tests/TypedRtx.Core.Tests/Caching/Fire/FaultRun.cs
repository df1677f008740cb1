using System.Diagnostics;
using System.Globalization;
using TypedRtx.Caching;
using TypedRtx.Runtime;

namespace TypedRtx.Tests.Caching.Fire;

/// <summary>Uses a cache with each operation on its files failing in turn, once or from then on.</summary>
internal static class FaultRun
{
    private const int Good = 0;
    private const int Damaged = 1;
    private const int Useless = 2;
    private const int First = 11;
    private const int Second = 22;

    /// <summary>
    /// Runs all faults. Prints how many there were and the longest time of a use in ms, or the first thing that went wrong.
    /// </summary>
    /// <param name="root">An empty folder.</param>
    /// <param name="arguments">How many operations lie between two that fail, and the codes of errors.</param>
    public static int Run(string root, string[] arguments)
    {
        string path = Path.Combine(root, "model.onnx");
        File.WriteAllBytes(path, new byte[2 << 20]);
        ModelSource model = ModelSource.FromFile(path);
        string hash = ModelIdentity.Of(model).Hash();
        int step = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        int faults = 0;
        TimeSpan longest = TimeSpan.Zero;
        foreach (int code in arguments[1..].Select(code => int.Parse(code, CultureInfo.InvariantCulture)))
        {
            foreach (bool stays in (bool[])[false, true])
            {
                for (long number = 1; ; number += step, faults++)
                {
                    string folder = Path.Combine(root, "cache");
                    string what = $"operation {number} fails with {code}{(stays ? " and so do all after it" : "")}";
                    try
                    {
                        Prepare(folder);
                        long start = Stopwatch.GetTimestamp();
                        string? wrong = Use(folder, store => UseIdentity(store, model, hash), () => FaultLayer.Arm(folder, number, code, stays), out long seen);
                        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
                        longest = elapsed > longest ? elapsed : longest;
                        if (wrong is not null)
                        {
                            Console.WriteLine($"{what}: {wrong}");
                            return 1;
                        }

                        if (seen < number)
                        {
                            break;
                        }
                    }
                    catch (Exception error)
                    {
                        Console.WriteLine($"{what}: {error}");
                        return 1;
                    }
                }
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{faults} {longest.TotalMilliseconds:F0}"));
        return 0;
    }

    private static void Prepare(string folder)
    {
        FaultLayer.Arm(folder, 0, 0, stays: false);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        FileCacheStore store = new(folder);
        FireEntries.Write(store, Good, First);
        FireEntries.Write(store, Damaged, First);
        FireEntries.Write(store, Useless, First);
        string place = Directory.GetDirectories(Path.Combine(folder, "v2")).Single();
        string damaged = Path.Combine(place, CacheNames.FileOf(FireEntries.Key(Damaged)));
        byte[] bytes = File.ReadAllBytes(damaged);
        bytes[CacheHeader.Alignment] ^= 1;
        File.WriteAllBytes(damaged, bytes);
        string left = Path.Combine(place, CacheNames.Temporary());
        File.WriteAllText(left, "left");
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddDays(-3));
        File.SetLastWriteTimeUtc(Path.Combine(place, CacheNames.FileOf(FireEntries.Key(Good))), DateTime.UtcNow.AddDays(-3));
    }

    private static string? Use(string folder, Func<FileCacheStore, string?> useIdentity, Action arm, out long seen)
    {
        FileCacheStore store = new(folder);
        arm();
        int? before = FireEntries.Read(store, Good);
        int? damaged = FireEntries.Read(store, Damaged);
        bool isKept;
        using (store.Lock(FireEntries.Key(Good), TimeSpan.FromMilliseconds(50)))
        {
            isKept = FireEntries.Write(store, Good, Second);
        }

        int? after = FireEntries.Read(store, Good);
        store.Quarantine(FireEntries.Key(Useless), "it is useless");
        string? identity = useIdentity(store);
        seen = FaultLayer.Seen();
        FaultLayer.Arm(folder, 0, 0, stays: false);

        int? atLast = FireEntries.Read(store, Good);
        return before is not (null or First) ? $"read {before} before it was written"
            : damaged is not null ? $"read {damaged} from a damaged entry"
            : after is { } read && read != (isKept ? Second : First) ? $"read {after} after the write that {(isKept ? "kept" : "failed")}"
            : atLast is null ? $"lost the entry after the write that {(isKept ? "kept" : "failed")}"
            : atLast != (isKept ? Second : First) ? $"read {atLast} at last after the write that {(isKept ? "kept" : "failed")}"
            : !FireEntries.Write(store, Good, Second) ? "nothing can be written afterwards"
            : identity;
    }

    // A model beside the cache, whose hash is remembered in it. What cannot be remembered is computed.
    private static string? UseIdentity(FileCacheStore store, ModelSource model, string right)
    {
        using CacheChecks checks = new("Fire", null);
        IdentityMemo memo = new(store, checks);
        using ModelContent content = ModelContent.Open(model);
        ModelFingerprint fingerprint = content.Fingerprint()!;
        memo.Remember(fingerprint, right);
        string? found = memo.Find(fingerprint);
        return found is not null && found != right ? $"remembered {found}, and {right} is right"
            : ModelIdentity.Of(model, memo).Hash() != right ? "the hash of the model is wrong"
            : null;
    }
}
