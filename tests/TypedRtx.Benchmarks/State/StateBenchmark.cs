using TypedRtx.Benchmarks.Measuring;
using TypedRtx.Benchmarks.Raw;

namespace TypedRtx.Benchmarks.State;

/// <summary>What keeping the caches of a decoder saves, token by token.</summary>
internal static class StateBenchmark
{
    private const int CountedRounds = 7;
    private const int WarmUps = 2;
    private const string Prompt = "The statement ";
    private const int Tokens = 256;

    /// <summary>Measures and prints; gives how many promises were broken.</summary>
    public static int Run()
    {
        RawLibrary library = RawLibrary.Shared;
        Report.Heading("state", [$"ONNX Runtime {library.Version}, {Path.GetFileName(library.Path)}"]);
        using Storyteller model = Storyteller.Load(new ModelOptions { Backend = Backend.Cpu, NativeLibraryPath = library.Path });
        using Decoding decoding = new(model, Prompt, Tokens);
        IReadOnlyList<Contender> contenders =
        [
            new("the whole text anew for each token", decoding.Anew),
            new("`Run`, the caches handed on by the caller", decoding.ByHand),
            new("`State.Step`", decoding.WithState, 1.0 / 8),
        ];
        int broken = Report.Comparison($"{Tokens} tokens of the storyteller", Rounds.Measure(contenders, CountedRounds, calls: 1, WarmUps));
        broken += decoding.TextsDiffer() ? 1 : 0;
        Console.WriteLine($"Process memory after 5,000 more steps: {decoding.GrowthOfSteps() / 1024.0 / 1024:+0.0;-0.0} MB.");
        Console.WriteLine($"Same seed, same text in all three: {(decoding.TextsDiffer() ? "BROKEN" : "kept")}. Bytes per step: {decoding.BytesPerStep():0.#}.\n");
        return broken + (decoding.BytesPerStep() > 0 ? 1 : 0);
    }
}
