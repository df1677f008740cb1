extern alias Generators;

using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedRtx.Benchmarks.Measuring;
using Generators::TypedRtx.Generators;
using TypedRtx.TestKit;

namespace TypedRtx.Benchmarks.Generator;

/// <summary>What the generator adds to a build, and to a keystroke in an editor.</summary>
internal static class GeneratorBenchmark
{
    private const int RoundsOfEach = 21;
    private static readonly int[] Counts = [1, 50];
    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp13);

    /// <summary>Measures and prints; nothing is promised.</summary>
    public static int Run()
    {
        Report.Heading("generator", [$"Roslyn {typeof(CSharpCompilation).Assembly.GetName().Version}"]);
        Console.WriteLine("## Generator driver\n");
        Console.WriteLine("| models | | minimum | median | maximum | allocated |");
        Console.WriteLine("|---:|---|---:|---:|---:|---:|");
        long start = Stopwatch.GetTimestamp();
        _ = Contenders(1);
        double first = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        foreach (int count in Counts)
        {
            List<Timing> timings = Rounds.Measure(Contenders(count), RoundsOfEach, calls: 1);
            foreach (Timing timing in timings)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {count} | {timing.Contender.Name} | {Report.Time(timing.Minimum)} | {Report.Time(timing.Median)} | {Report.Time(timing.Maximum)} | {timing.BytesPerCall / 1024:N0} KB |"));
            }
        }

        Console.WriteLine($"\n{RoundsOfEach} interleaved rounds in a warm process. Each model has 3 inputs and 2 outputs. Compiling what was generated is not in it.");
        Console.WriteLine($"The very first driver of the process, with one model, took {Report.Time(first)}: nothing was compiled by then.\n");
        return 0;
    }

    private static Contender[] Contenders(int count)
    {
        CSharpCompilation compilation = CSharpCompilation.Create("Program", [Parse("class A;")], null, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        CSharpCompilation edited = compilation.AddSyntaxTrees(Parse("class B;"));
        ImmutableArray<AdditionalText> models = [.. Enumerable.Range(0, count).Select(i => Model(i, "batch"))];
        AdditionalText changed = Model(0, "rows");
        GeneratorDriver warm = Driver(models).RunGenerators(compilation);
        GeneratorRunResult first = warm.GetRunResult().Results.Single();
        if (first.Exception is not null || first.GeneratedSources.Length < count)
        {
            throw new InvalidOperationException($"The generator gave {first.GeneratedSources.Length} sources for {count} models.", first.Exception);
        }

        return
        [
            new("cold: a new driver", times => Repeat(times, () => Driver(models).RunGenerators(compilation))),
            new("an edit elsewhere", times => Repeat(times, () => warm.RunGenerators(edited))),
            new("one model changed", times => Repeat(times, () => warm.ReplaceAdditionalText(models[0], changed).RunGenerators(compilation))),
        ];
    }

    private static void Repeat(int times, Func<GeneratorDriver> run)
    {
        for (int i = 0; i < times; i++)
        {
            run();
        }
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, Options);

    private static CSharpGeneratorDriver Driver(ImmutableArray<AdditionalText> models) =>
        CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], models, Options);

    private static TestAdditionalText Model(int index, string symbol)
    {
        string text = EncoderSignature.Text(symbol);
        return new TestAdditionalText(string.Create(CultureInfo.InvariantCulture, $"obj/onnx/encoder{index}.onnxsig"), text);
    }
}
