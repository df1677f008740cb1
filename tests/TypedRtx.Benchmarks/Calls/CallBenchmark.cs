using TypedRtx.Benchmarks.Measuring;
using TypedRtx.Benchmarks.Raw;

namespace TypedRtx.Benchmarks.Calls;

/// <summary>What a call costs beside the bare C API, called from the same C# on the same library and the same threads.</summary>
internal static class CallBenchmark
{
    // Many short rounds: on a busy machine a round of a millisecond is often undisturbed, one of a second never.
    private const int RoundsOfSmall = 401;
    private const int CallsOfSmall = 1_000;
    private const int RoundsOfLarge = 151;
    private const int CallsOfLarge = 3;

    /// <summary>Measures and prints; gives how many promises were broken.</summary>
    public static int Run()
    {
        RawLibrary library = RawLibrary.Shared;
        Report.Heading("calls", [$"ONNX Runtime {library.Version}, {Path.GetFileName(library.Path)}"]);

        using Add add = Add.Load(Options(library));
        using AddBatch addBatch = AddBatch.Load(Options(library));
        using LargeIdentity identity = LargeIdentity.Load(Options(library));
        using SmallCalls small = new(add, addBatch);
        using LargeCalls large = new(identity);
        int broken = Report.Comparison("Add of 1x3 floats", Rounds.Measure(small.Contenders, RoundsOfSmall, CallsOfSmall));
        broken += Report.Comparison("Identity of 16 MB, from an array", Rounds.Measure(large.OfArray, RoundsOfLarge, CallsOfLarge));
        broken += Report.Comparison("Identity of 16 MB, in bound memory", Rounds.Measure(large.OfBinding, RoundsOfLarge, CallsOfLarge));
        Console.WriteLine("Bare loops bind pinned memory once. Bytes are managed ones on the calling thread.\n");
        return broken;
    }

    private static ModelOptions Options(RawLibrary library) => new()
    {
        Backend = Backend.Cpu,
        NativeLibraryPath = library.Path,
    };
}
