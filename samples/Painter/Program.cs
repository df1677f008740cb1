// Paints what a prompt says. Three models work on a picture, one of them step by step; the time of each step is shown while it runs.
using System.Diagnostics;
using Samples;
using TypedRtx;

if (PaintOptions.Parse(args) is not { } options)
{
    Console.WriteLine(PaintOptions.Usage);
    return 1;
}

long start = Stopwatch.GetTimestamp();
using PaintPipeline pipeline = new(options.Height, options.Width);
double loading = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
List<ColourImage> pictures = [];
bool isMarked = false;

Console.WriteLine("    prompt          milliseconds of each step");
start = Stopwatch.GetTimestamp();
for (int i = 0; i < options.Count; i++)
{
    string prompt = options.Prompts[i % options.Prompts.Count];
    Console.Write($"{i + 1,3} {prompt,-14}");

    // The line grows with the steps: nothing is written over, so it reads the same in a file.
    TensorView<float> picture = pipeline.Paint(
        prompt, options.Seed + i, options.Steps, stepDone: time => Console.Write($" {time.TotalMilliseconds,4:F1}{Mark()}"));
    pictures.Add(ColourImage.FromPlanes(picture.Span, options.Height, options.Width));
    Console.WriteLine();
}

double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

// All on one sheet, each pixel four by four.
ColourImage sheet = ColourImage.Sheet(pictures, columns: 4, zoom: 4);
sheet.WritePng(options.Output);
Console.WriteLine();
Console.WriteLine($"{options.Count} pictures of {options.Width} × {options.Height} in {options.Steps} steps each: {options.Output}");
Console.WriteLine(isMarked
    ? "* From here on, steps run in a session that is specialised to this size."
    : "No session specialised to this size came to answer: the program ended before, or it would be no faster.");
Console.WriteLine($"{loading:F0} ms to load the models. A second start is faster: what was made of them is kept in the cache.");
Console.WriteLine(
    $"{seconds / options.Count:F4} seconds per picture, {options.Count / seconds:F1} pictures per second. Backend: {pipeline.BackendName}.");
if (options.Other is { } other)
{
    Console.WriteLine($"PSNR to {other}: {sheet.Psnr(ColourImage.Read(other)):F1} dB");
}

return 0;

// Once, at the step after which the specialised session answers.
string Mark()
{
    if (isMarked || !pipeline.IsSpecialized)
    {
        return "";
    }

    isMarked = true;
    return "*";
}
