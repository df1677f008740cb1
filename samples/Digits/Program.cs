// Reads handwritten digits: all pictures in one call, then one by one, then at another size.
using Samples;
using TypedRtx;

string[] files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "pictures"), "*.png");
Array.Sort(files, StringComparer.Ordinal);
GreyImage[] pictures = [.. files.Select(GreyImage.Read)];
int[] answers = [.. files.Select(file => Path.GetFileNameWithoutExtension(file)[^1] - '0')];

using var digits = Digits.Load();

// One call for all: flat pixels, and the symbols that the length alone does not decide.
float[] pixels = [.. pictures.SelectMany(picture => picture.Pixels)];
using var all = digits.Run(image: pixels, batch: pictures.Length, height: 28, width: 28);

Console.WriteLine("picture         says   sure");
int right = 0;
for (int i = 0; i < files.Length; i++)
{
    ReadOnlySpan<float> row = all.Probabilities.Row(i).Span;
    int digit = Scores.Best(row);
    right += digit == answers[i] ? 1 : 0;
    string bar = new('█', (int)MathF.Round(row[digit] * 30));
    Console.WriteLine($"{Path.GetFileName(files[i]),-14} {digit,5} {row[digit],6:P0}  {bar}");
}

// One by one: the same model, another batch.
int oneByOne = 0;
for (int i = 0; i < pictures.Length; i++)
{
    using var one = digits.Run(image: pictures[i].Pixels, batch: 1, height: 28, width: 28);
    oneByOne += Scores.Best(one.Probabilities.Span) == answers[i] ? 1 : 0;
}

// At another size: a binding is memory allocated once, for loops that must not allocate.
using var binding = digits.Bind(batch: pictures.Length, height: 40, width: 40);
for (int i = 0; i < pictures.Length; i++)
{
    pictures[i].Resize(40, 40).Pixels.CopyTo(binding.Image[(i * 40 * 40)..]);
}

binding.Run();
int resized = 0;
for (int i = 0; i < pictures.Length; i++)
{
    resized += Scores.Best(binding.Probabilities.Row(i).Span) == answers[i] ? 1 : 0;
}

Console.WriteLine();
Console.WriteLine($"One by one: {oneByOne} of {files.Length}. At 40 × 40 pixels: {resized} of {files.Length}. Backend: {digits.BackendName}.");
Console.WriteLine($"{right} of {files.Length} right");
