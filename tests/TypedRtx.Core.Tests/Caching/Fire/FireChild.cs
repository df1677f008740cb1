using System.Diagnostics;
using System.Globalization;
using TypedRtx.Caching;
using TypedRtx.OnnxRuntime.Tests;
using TypedRtx.TestKit;

namespace TypedRtx.Tests.Caching.Fire;

/// <summary>Programs that use a cache until their time is over or they are killed. What they say last is what they did.</summary>
internal static class FireChild
{
    public const int Entries = 4;

    // Number of the entry that counts, and how long a child waits for its lock.
    private const int Counter = 100;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    public static bool IsLong => Environment.GetEnvironmentVariable("TYPEDRTX_LONG") == "1";

    public static ProcessRequest Request(string scenario, params IReadOnlyList<string> arguments) =>
        ProcessRunner.DotnetRequest(AppContext.BaseDirectory, [typeof(FireChild).Assembly.Location, "child", scenario, .. arguments]);

    public static int Run(string scenario, string[] arguments)
    {
        string root = arguments[0];
        switch (scenario)
        {
            case "save":
                Save(root);
                return 0;
            case "hammer":
                return Hammer(root, double.Parse(arguments[1], CultureInfo.InvariantCulture), int.Parse(arguments[2], CultureInfo.InvariantCulture));
            case "faults":
                return FaultRun.Run(root, arguments[1..]);
            case "use":
                return Use(root);
            default:
                Console.Error.WriteLine($"There is no scenario {scenario}.");
                return 1;
        }
    }

    // To be killed: saves without end.
    private static void Save(string root)
    {
        FileCacheStore store = new(root);
        for (int seed = Environment.ProcessId; ; seed++)
        {
            if (!FireEntries.Write(store, seed % Entries, seed))
            {
                throw new InvalidOperationException("An entry was not kept.");
            }

            if (seed == Environment.ProcessId)
            {
                Console.WriteLine("saving");
                Console.Out.Flush();
            }
        }
    }

    // Loads and saves what other processes load and save, and counts up under a lock. Prints reads, misses, writes, refused writes,
    // counts, longest wait for a lock in ms, log lines.
    private static int Hammer(string root, double seconds, int seed)
    {
        ListLogger logger = new();
        FileCacheStore store = new(root, CacheMode.ReadWrite, logger, long.MaxValue);
        Random random = new(seed);
        int reads = 0, misses = 0, writes = 0, refused = 0, counts = 0;
        TimeSpan longest = TimeSpan.Zero;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            int number = random.Next(Entries);
            switch (random.Next(4))
            {
                case 0:
                    writes++;
                    refused += FireEntries.Write(store, number, random.Next()) ? 0 : 1;
                    break;
                case 1:
                    long asked = Stopwatch.GetTimestamp();
                    using (IDisposable? held = store.Lock(FireEntries.Key(Counter), LongestWait))
                    {
                        TimeSpan waited = Stopwatch.GetElapsedTime(asked);
                        longest = waited > longest ? waited : longest;
                        counts += held is not null && FireEntries.Write(store, Counter, (FireEntries.Read(store, Counter) ?? 0) + 1) ? 1 : 0;
                    }

                    break;
                default:
                    reads++;
                    misses += FireEntries.Read(store, number) is null ? 1 : 0;
                    break;
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{reads} {misses} {writes} {refused} {counts} {longest.TotalMilliseconds:F0} {logger.Lines.Count}"));
        foreach (string line in logger.Lines)
        {
            Console.Error.WriteLine(line);
        }

        return 0;
    }

    // For places where little is allowed. Prints what could be read and whether anything was kept.
    private static int Use(string root)
    {
        ListLogger logger = new();
        FileCacheStore store = new(root, CacheMode.ReadWrite, logger, maxByteLength: 1);
        int? read = FireEntries.Read(store, 0);
        using IDisposable? held = store.Lock(FireEntries.Key(0), TimeSpan.FromSeconds(1));
        bool isKept = FireEntries.Write(store, 1, 5);
        store.Quarantine(FireEntries.Key(2), "it is useless");
        Console.WriteLine($"read {read?.ToString(CultureInfo.InvariantCulture) ?? "nothing"}, locked {held is not null}, kept {isKept}");
        Console.WriteLine(string.Join('\n', logger.Lines));
        return 0;
    }

    public static int CountOf(ICacheStore store) => FireEntries.Read(store, Counter) ?? 0;
}
