using Samples;
using TypedRtx.Benchmarks.Measuring;
using TypedRtx.TestKit;

namespace TypedRtx.Benchmarks.Painter;

/// <summary>The sample's pipeline beside the same steps written by hand.</summary>
internal sealed class Paintings(string library) : IDisposable
{
    private const string Prompt = "a red seven";
    private const int Seed = 1;
    private const int Side = 32;
    private const int Steps = 12;
    private const int PicturesOfProgram = 8;

    private readonly TempFolder _kept = new();
    private readonly PaintByHand _byHand = new(Side, Side);
    private readonly PaintPipeline _pipeline = new(Side, Side, Options(library, null));
    private double _milliseconds;

    /// <summary>One step, from prompt to pixels, everything loaded: what lies around the steps shows most.</summary>
    public IReadOnlyList<Contender> OfStep => Picture(1);

    /// <summary>One picture, from prompt to pixels, everything loaded.</summary>
    public IReadOnlyList<Contender> OfPicture => Picture(Steps);

    /// <summary>All that the program does: load three models, paint, make a sheet.</summary>
    public IReadOnlyList<Contender> OfProgram =>
    [
        new("by hand over the C API", times => Repeat(times, ProgramByHand)),
        new("`samples/Painter`, a first start: the cache is empty", times => Repeat(times, FirstStart), 1.05),
        new("`samples/Painter`, a later start", times => Repeat(times, () => Program(_kept.Path)), 1.05),
    ];

    /// <summary>Whether both paint the same bytes.</summary>
    public bool PicturesDiffer() =>
        !ToPixels(_byHand.Paint(Prompt, Seed, Steps)).Pixels.SequenceEqual(ToPixels(_pipeline.Paint(Prompt, Seed, Steps).Span).Pixels);

    public void Dispose()
    {
        _byHand.Dispose();
        _pipeline.Dispose();
        _kept.Dispose();
    }

    private static ModelOptions Options(string library, string? cache) => new()
    {
        Backend = Backend.Cpu,
        NativeLibraryPath = library,
        Cache = cache is null ? new CacheOptions { Mode = CacheMode.Off } : new CacheOptions { Directory = cache },
    };

    private static void Repeat(int times, Action action)
    {
        for (int i = 0; i < times; i++)
        {
            action();
        }
    }

    private static ColourImage ToPixels(ReadOnlySpan<float> planes) => ColourImage.FromPlanes(planes, Side, Side);

    private Contender[] Picture(int steps) =>
    [
        new("the steps by hand over the C API, all bound once", times => Repeat(times, () => ToPixels(_byHand.Paint(Prompt, Seed, steps)))),
        new("`samples/Painter`, each step timed", times => Repeat(times, () => ToPixels(_pipeline.Paint(Prompt, Seed, steps, Shown).Span)), 1.05),
    ];

    // In place of printing, which costs the same whoever runs the models.
    private void Shown(TimeSpan time) => _milliseconds += time.TotalMilliseconds;

    private void ProgramByHand()
    {
        using PaintByHand byHand = new(Side, Side);
        Sheet(seed => ToPixels(byHand.Paint(Prompt, seed, Steps)));
    }

    private void FirstStart()
    {
        using TempFolder empty = new();
        Program(empty.Path);
    }

    private void Program(string cache)
    {
        using PaintPipeline pipeline = new(Side, Side, Options(library, cache));
        Sheet(seed => ToPixels(pipeline.Paint(Prompt, seed, Steps, Shown).Span));
    }

    private static void Sheet(Func<int, ColourImage> paint) =>
        ColourImage.Sheet([.. Enumerable.Range(Seed, PicturesOfProgram).Select(paint)], columns: 4, zoom: 4);
}
