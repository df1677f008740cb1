// Paints what a prompt says. Three models work on a picture, one of them step by step; the time of each step is shown while it runs.
using System.Diagnostics;
using Samples;
using TypedRtx;

if (PaintOptions.Parse(args) is not { } options)
{
    Console.WriteLine(PaintOptions.Usage);
    return 1;
}

using PaintPipeline pipeline = new(options.Height, options.Width);
List<ColourImage> pictures = [];

Console.WriteLine("    prompt          milliseconds of each step");
long start = Stopwatch.GetTimestamp();
for (int i = 0; i < options.Count; i++)
{
    string prompt = options.Prompts[i % options.Prompts.Count];
    Console.Write($"{i + 1,3} {prompt,-14}");

    // The line grows with the steps: nothing is written over, so it reads the same in a file.
    TensorView<float> picture = pipeline.Paint(
        prompt, options.Seed + i, options.Steps, stepDone: time => Console.Write($" {time.TotalMilliseconds,4:F1}"));
    pictures.Add(ColourImage.FromPlanes(picture.Span, options.Height, options.Width));
    Console.WriteLine();
}

double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

// All on one sheet, each pixel four by four.
ColourImage sheet = ColourImage.Sheet(pictures, columns: 4, zoom: 4);
sheet.WritePng(options.Output);
Console.WriteLine();
Console.WriteLine($"{options.Count} pictures of {options.Width} × {options.Height} in {options.Steps} steps each: {options.Output}");
Console.WriteLine(
    $"{seconds / options.Count:F4} seconds per picture, {options.Count / seconds:F1} pictures per second. Backend: {pipeline.BackendName}.");
if (options.Other is { } other)
{
    Console.WriteLine($"PSNR to {other}: {sheet.Psnr(ColourImage.Read(other)):F1} dB");
}

return 0;
