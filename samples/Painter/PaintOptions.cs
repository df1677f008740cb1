using System.Globalization;

namespace Samples;

/// <summary>What the command line says.</summary>
/// <param name="Prompts">What to paint, in turn.</param>
/// <param name="Count">How many pictures.</param>
/// <param name="Height">Of a picture, in pixels.</param>
/// <param name="Width">Of a picture, in pixels.</param>
/// <param name="Steps">How many steps a picture takes.</param>
/// <param name="Seed">Where the random numbers of the first picture begin; the next picture has the next seed.</param>
/// <param name="Output">The PNG file to write.</param>
/// <param name="Other">A PNG file to compare with; null for none.</param>
internal sealed record PaintOptions(
    IReadOnlyList<string> Prompts, int Count, int Height, int Width, int Steps, int Seed, string Output, string? Other)
{
    /// <summary>How to call the program.</summary>
    public const string Usage = """
        Painter ["a red seven" ...] [--count 8] [--size 32x32] [--steps 12] [--seed 1] [--output painted.png] [--compare other.png]
        A prompt is "a", one of red, green, blue, yellow, white, purple, and a number from zero to nine. Several are painted in turn.
        Sizes are width x height, multiples of four from 8 to 256; the models know 24 to 48 best.
        """;

    private const int MinSize = 8;
    private const int MaxSize = 256;

    private static readonly string[] SomePrompts =
    [
        "a red zero", "a green one", "a blue two", "a yellow three", "a white four", "a purple five", "a red six", "a green seven", "a blue eight",
        "a yellow nine",
    ];

    /// <summary>Reads the arguments; null when they are not understood.</summary>
    public static PaintOptions? Parse(string[] args)
    {
        PaintOptions options = new(SomePrompts, 8, 32, 32, 12, 1, "painted.png", null);
        List<string> prompts = [];
        for (int i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                prompts.Add(args[i]);
                continue;
            }

            string value = i + 1 < args.Length ? args[i + 1] : "";
            bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            PaintOptions? changed = args[i++] switch
            {
                "--count" when isNumber && number > 0 => options with { Count = number },
                "--size" => options.WithSize(value),
                "--steps" when isNumber && number > 0 => options with { Steps = number },
                "--seed" when isNumber => options with { Seed = number },
                "--output" when value.Length > 0 => options with { Output = value },
                "--compare" when value.Length > 0 => options with { Other = value },
                _ => null,
            };
            if (changed is null)
            {
                return null;
            }

            options = changed;
        }

        return prompts.Count == 0 ? options : options with { Prompts = prompts };
    }

    private PaintOptions? WithSize(string text)
    {
        string[] sides = text.Split('x');
        return sides.Length == 2 && Side(sides[0]) is { } width && Side(sides[1]) is { } height
            ? this with { Width = width, Height = height }
            : null;
    }

    private static int? Side(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int side)
        && side is >= MinSize and <= MaxSize && side % PaintPipeline.PixelsPerPlace == 0
            ? side
            : null;
}
