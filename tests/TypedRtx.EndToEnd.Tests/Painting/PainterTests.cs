using Samples;
using TypedRtx.EndToEnd.Tests.Support;
using TypedRtx.TestKit;

namespace TypedRtx.EndToEnd.Tests.Painting;

/// <summary>Whether the painter sample paints what it should.</summary>
public sealed class PainterTests(PainterSample sample) : IClassFixture<PainterSample>
{
    private const int Side = 32;

    // Nobody sees a difference from 40 dB on; on one machine the steps are the same but for rounding.
    private const double EqualToTheEye = 40;
    private const double EqualButForRounding = 60;

    private static readonly string[] Numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    private static readonly (string Name, int Red, int Green, int Blue)[] Colours =
    [
        ("red", 255, 51, 51), ("green", 51, 230, 77), ("blue", 77, 102, 255), ("yellow", 255, 230, 51), ("white", 255, 255, 255), ("purple", 204, 77, 255),
    ];

    [Theory]
    [InlineData("a red seven", 1, 32, 32, 12)]
    [InlineData("a blue two", 7, 24, 40, 12)]
    [InlineData("a yellow three", 42, 48, 32, 5)]
    public void Picture_equals_the_same_steps_written_by_hand(string prompt, int seed, int height, int width, int steps)
    {
        ColourImage picture = ColourImage.FromPlanes(sample.Paint(prompt, seed, height, width, steps), height, width);
        ColourImage reference = ColourImage.FromPlanes(PaintingByHand.Paint(prompt, seed, height, width, steps), height, width);

        Assert.InRange(picture.Psnr(reference), EqualButForRounding, double.PositiveInfinity);
    }

    [Fact]
    public void Default_pictures_equal_the_sheet_that_lies_beside_the_sample()
    {
        ColourImage[] pictures = [.. sample.PaintDefaults(8).Select(one => ColourImage.FromPlanes(one.Planes, Side, Side))];
        ColourImage sheet = ColourImage.Sheet(pictures, columns: 4, zoom: 4);

        double psnr = sheet.Psnr(ColourImage.Read(RepositoryFiles.PathOf("samples", "Painter", "painted.png")));

        Assert.InRange(psnr, EqualToTheEye, double.PositiveInfinity);
    }

    [Fact]
    public void Numbers_are_what_the_prompts_say_to_a_model_that_reads_digits()
    {
        (string Prompt, float[] Planes)[] pictures = sample.PaintDefaults(40);
        string path = RepositoryFiles.PathOf("samples", "Digits", "digits.onnx");
        using RawModel digits = new(path, GeneratedModel.Read("Digits", path).Signature);

        int right = pictures.Count(one => Numbers[Read(digits, one.Planes)] == one.Prompt.Split(' ')[^1]);

        Assert.InRange(right, 32, pictures.Length);
    }

    [Fact]
    public void Colours_are_what_the_prompts_say()
    {
        IEnumerable<string> wrong = sample.PaintDefaults(20)
            .Select(one => (one.Prompt, Colour: ColourOf(ColourImage.FromPlanes(one.Planes, Side, Side))))
            .Where(one => one.Prompt.Split(' ')[1] != one.Colour)
            .Select(one => $"{one.Prompt} is {one.Colour}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void Another_seed_gives_another_picture() =>
        Assert.NotEqual(sample.Paint("a red seven", 1, Side, Side, 4), sample.Paint("a red seven", 2, Side, Side, 4));

    [Fact]
    public void Steps_allocate_nothing() => Assert.Equal(sample.BytesOfPainting(steps: 4), sample.BytesOfPainting(steps: 40));

    // Bright on dark, whatever the colour.
    private static int Read(RawModel digits, float[] planes)
    {
        const int Area = Side * Side;
        float[] grey = [.. Enumerable.Range(0, Area).Select(i => (Math.Max(planes[i], Math.Max(planes[Area + i], planes[(2 * Area) + i])) + 1) / 2)];
        return Scores.Best(((TestTensor)digits.Run([TestTensor.Create(grey, 1, 1, Side, Side)])[0]).AsSpan<float>());
    }

    private static string ColourOf(ColourImage picture)
    {
        byte[][] bright = [.. picture.Pixels.Chunk(3).Where(pixel => pixel.Max() > 200)];
        double[] mean = [.. Enumerable.Range(0, 3).Select(channel => bright.Average(pixel => pixel[channel]))];
        return Colours
            .MinBy(colour => Math.Pow(mean[0] - colour.Red, 2) + Math.Pow(mean[1] - colour.Green, 2) + Math.Pow(mean[2] - colour.Blue, 2))
            .Name;
    }
}
