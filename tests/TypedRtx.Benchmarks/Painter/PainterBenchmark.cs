using TypedRtx.Benchmarks.Measuring;
using TypedRtx.Benchmarks.Raw;

namespace TypedRtx.Benchmarks.Painter;

/// <summary>What a pipeline of three models costs beside the same steps written by hand.</summary>
internal static class PainterBenchmark
{
    private const int RoundsOfPicture = 301;
    private const int RoundsOfProgram = 41;
    private const int WarmUps = 5;

    /// <summary>Measures and prints; gives how many promises were broken.</summary>
    public static int Run()
    {
        RawLibrary library = RawLibrary.Shared;
        Report.Heading("painter", [$"ONNX Runtime {library.Version}, {Path.GetFileName(library.Path)}"]);
        using Paintings paintings = new(library.Path);
        int broken = Report.Comparison("A picture of 32x32 in 12 steps, from prompt to pixels", Rounds.Measure(paintings.OfPicture, RoundsOfPicture, calls: 1, WarmUps));
        broken += Report.Comparison("Loading three models and painting eight pictures", Rounds.Measure(paintings.OfProgram, RoundsOfProgram, calls: 1, WarmUps));
        bool differ = paintings.PicturesDiffer();
        Console.WriteLine($"The same bytes in both: {(differ ? "BROKEN" : "kept")}.\n");
        return broken + (differ ? 1 : 0);
    }
}
