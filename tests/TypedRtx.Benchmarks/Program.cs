using TypedRtx.Benchmarks;
using TypedRtx.Benchmarks.Adaptive;
using TypedRtx.Benchmarks.Calls;
using TypedRtx.Benchmarks.Generator;
using TypedRtx.Benchmarks.Painter;
using TypedRtx.Benchmarks.Skim;
using TypedRtx.Benchmarks.Start;
using TypedRtx.Benchmarks.State;

// Gives 1 when a promise was broken, so that a script notices.
string command = args.FirstOrDefault() ?? "all";
switch (command)
{
    case "all":
        return Math.Min(1, CallBenchmark.Run() + StateBenchmark.Run() + PainterBenchmark.Run()
            + SkimBenchmark.Run() + ReaderBenchmark.Run() + GeneratorBenchmark.Run());
    case "calls":
        return Math.Min(1, CallBenchmark.Run());
    case "state":
        return Math.Min(1, StateBenchmark.Run());
    case "adaptive":
        return Math.Min(1, AdaptiveBenchmark.Run());
    case "adaptive-memory":
        return Math.Min(1, MemoryBenchmark.Run());
    case "adaptive-memory-kept":
        return Understood(() => KeptMemoryBenchmark.Run(args[1..]));
    case "start":
        return Understood(() => Math.Min(1, StartBenchmark.Run(args[1..])));
    case "iterations":
        return Understood(() => IterationsBenchmark.Run(args[1..]));
    case "charts":
        return Understood(() => ChartsCommand.Run(args[1..]));
    case "painter":
        return Math.Min(1, PainterBenchmark.Run());
    case "skim":
        return SkimBenchmark.Run();
    case "reader":
        return ReaderBenchmark.Run();
    case "generator":
        return GeneratorBenchmark.Run();
    case "make-models":
        ModelFiles.Make();
        return 0;
    default:
        Console.Error.WriteLine($"'{command}' is not known. Commands: calls, state, painter, adaptive, adaptive-memory, adaptive-memory-kept, start, iterations, charts, skim, reader, generator, all, make-models.");
        return 2;
}

// What arguments and files have wrong is said without where in the program it was found.
static int Understood(Func<int> run)
{
    try
    {
        return run();
    }
    catch (Exception e) when (e is ArgumentException or FormatException)
    {
        Console.Error.WriteLine(e.Message);
        return 2;
    }
}
