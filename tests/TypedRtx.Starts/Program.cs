using System.Diagnostics;
using System.Globalization;
using TypedRtx.Benchmarks.Start;
using TypedRtx.Starts;

// MODE KIND JOB CACHE STARTED RUNS: opens one model in one way and writes what that took. The stopwatch is the machine's, so when the
// process was asked for is a number that the asking process can pass on.
long main = Stopwatch.GetTimestamp();
if (args.Length != 6)
{
    Console.Error.WriteLine("The benchmarks 'start' and 'iterations' of tests/TypedRtx.Benchmarks start this program; it has no use by hand.");
    return 2;
}

string mode = args[0], kind = args[1];
string? cache = args[3] == "-" ? null : args[3];
long started = long.Parse(args[4], CultureInfo.InvariantCulture);
int runs = int.Parse(args[5], CultureInfo.InvariantCulture);
StartJob job = StartJob.Parse(File.ReadAllText(args[2]));
switch (mode)
{
    case "start":
        Measurements.Start(kind, job, cache, runs, started, main);
        return 0;
    case "prepared":
        StartedModel.Prepare(kind, job);
        started = main = Stopwatch.GetTimestamp();
        Measurements.Start(kind, job, cache, runs, started, main);
        return 0;
    case "iterations":
        Measurements.Iterations(kind, job, cache, runs);
        return 0;
    case "fill":
        Measurements.Fill(kind, job, cache!);
        return 0;
    default:
        Console.Error.WriteLine($"'{mode}' is not known.");
        return 2;
}
