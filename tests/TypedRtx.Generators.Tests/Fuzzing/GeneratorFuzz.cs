extern alias Generators;

using TypedRtx.Signatures;
using TypedRtx.TestKit;
using SignatureText = Generators::TypedRtx.Signatures.SignatureText;

namespace TypedRtx.Generators.Tests.Fuzzing;

/// <summary>Damaged models and signatures through the generator: code that compiles, or a diagnostic.</summary>
internal static class GeneratorFuzz
{
    /// <summary>
    /// One case of four goes through the door for models, the rest through that for signatures, most of them well-formed.
    /// </summary>
    public static FuzzReport Run(int seed, int cases, int first = 0)
    {
        using TempFolder folder = new();
        IReadOnlyList<byte[]> models = FuzzSeeds.Models;
        IReadOnlyList<string> texts = ReaderFuzz.Signatures();
        Generate(Harness.Project.WithSignature("warm.onnx", "input \"x\" float32[n]"));
        return FuzzRun.Run(
            "generator and compiler",
            seed,
            cases,
            random => random.Next(4) switch
            {
                0 => OfModel(folder, ModelMutator.Mutate(Pick(models, random), Pick(models, random), random)),
                1 => OfText(TextMutator.Mutate(Pick(texts, random), Pick(texts, random), random)),
                _ => OfSignature(SignatureRenamer.Rename(ModelSignature.Parse(Pick(texts, random)), random), random),
            },
            _ => 0,
            Generate,
            limitMemory: false,
            first: first);
    }

    private static T Pick<T>(IReadOnlyList<T> items, Random random) => items[random.Next(items.Count)];

    private static GeneratorHarness OfModel(TempFolder folder, byte[] model) =>
        Harness.Project.WithModelFile(folder.Write("fuzz.onnx", model));

    // With a profile over symbols of any name, sometimes one that cannot be.
    private static GeneratorHarness OfSignature(ModelSignature signature, Random random)
    {
        IEnumerable<SymbolRange> ranges = ShapePlan.From(signature).Symbols
            .Select(symbol => new SymbolRange(symbol.Name, random.Next(3), 2 + random.Next(3), 4 + random.Next(100)));
        string profile = $"{SignatureText.Quote(signature.Inputs.Count == 0 ? "all" : signature.Inputs[0].Name)}: {string.Join(", ", ranges)}";
        return Harness.Project.WithModel("fuzz.onnx", signature.ToString(), ("TypedRtxProfiles", profile));
    }

    private static GeneratorHarness OfText(string text) => Harness.Project.WithModel("fuzz.onnx", text);

    private static bool Generate(GeneratorHarness project)
    {
        GeneratorRun run = project.Run(HarnessChecks.Compiles | HarnessChecks.DoesNotThrow);
        if (run.Sources.Length == 0 && run.Diagnostics.Length == 0)
        {
            throw new InvalidOperationException("There is neither code nor a diagnostic.");
        }

        return run.Diagnostics.Any(diagnostic => diagnostic.Id == "TRTX0015")
            ? throw new InvalidOperationException(string.Join("; ", run.DiagnosticLines))
            : run.Sources.Length > 0;
    }
}
