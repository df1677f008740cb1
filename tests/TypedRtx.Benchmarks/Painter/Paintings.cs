using Samples;
using TypedRtx.Benchmarks.Measuring;

namespace TypedRtx.Benchmarks.Painter;

/// <summary>The sample's pipeline beside the same steps written by hand.</summary>
internal sealed class Paintings(string library) : IDisposable
{
    private const string Prompt = "a red seven";
    private const int Seed = 1;
    private const int Side = 32;
    private const int Steps = 12;
    private const int PicturesOfProgram = 8;

    private readonly ModelOptions _options = new() { Backend = Backend.Cpu, NativeLibraryPath = library };
    private readonly PaintByHand _byHand = new(Side, Side);
    private readonly PaintPipeline _pipeline = new(Side, Side, new ModelOptions { Backend = Backend.Cpu, NativeLibraryPath = library });
    private double _milliseconds;

    /// <summary>One picture, from prompt to pixels, everything loaded.</summary>
    public IReadOnlyList<Contender> OfPicture =>
    [
        new("the steps by hand over the C API, all bound once", times => Repeat(times, () => ToPixels(_byHand.Paint(Prompt, Seed, Steps)))),
        new("`samples/Painter`, each step timed", times => Repeat(times, () => ToPixels(_pipeline.Paint(Prompt, Seed, Steps, Shown).Span)), 1.05),
    ];

    /// <summary>All that the program does: load three models, paint, make a sheet.</summary>
    public IReadOnlyList<Contender> OfProgram =>
    [
        new("by hand over the C API", times => Repeat(times, ProgramByHand)),
        new("`samples/Painter`", times => Repeat(times, Program), 1.05),
    ];

    /// <summary>Whether both paint the same bytes.</summary>
    public bool PicturesDiffer() =>
        !ToPixels(_byHand.Paint(Prompt, Seed, Steps)).Pixels.SequenceEqual(ToPixels(_pipeline.Paint(Prompt, Seed, Steps).Span).Pixels);

    public void Dispose()
    {
        _byHand.Dispose();
        _pipeline.Dispose();
    }

    private static void Repeat(int times, Action action)
    {
        for (int i = 0; i < times; i++)
        {
            action();
        }
    }

    private static ColourImage ToPixels(ReadOnlySpan<float> planes) => ColourImage.FromPlanes(planes, Side, Side);

    // In place of printing, which costs the same whoever runs the models.
    private void Shown(TimeSpan time) => _milliseconds += time.TotalMilliseconds;

    private void ProgramByHand()
    {
        using PaintByHand byHand = new(Side, Side);
        Sheet(seed => ToPixels(byHand.Paint(Prompt, seed, Steps)));
    }

    private void Program()
    {
        using PaintPipeline pipeline = new(Side, Side, _options);
        Sheet(seed => ToPixels(pipeline.Paint(Prompt, seed, Steps, Shown).Span));
    }

    private static void Sheet(Func<int, ColourImage> paint) =>
        ColourImage.Sheet([.. Enumerable.Range(Seed, PicturesOfProgram).Select(paint)], columns: 4, zoom: 4);
}
