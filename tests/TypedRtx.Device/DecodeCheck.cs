using System.Diagnostics;

namespace TypedRtx.Device;

/// <summary>The storyteller with its state on the device: the same text as without state, and how long a step takes.</summary>
internal static class DecodeCheck
{
    private const int Tokens = 200;

    public static bool Run(string library)
    {
        ModelOptions options = Setup.Options(library, "lazy+graph", "/tmp/typedrtx-cache") with
        {
            Profile = new OptimizationProfile(
                "decode",
                Signatures.SymbolRange.Parse("batch_size=1..1..4"),
                Signatures.SymbolRange.Parse("sequence_length=1..1..64"),
                Signatures.SymbolRange.Parse("past_sequence_length=0..128..512")),
        };
        using Storyteller model = Storyteller.Load(options);
        long[] prompt = [.. "The "u8.ToArray().Select(letter => (long)letter)];
        using Storyteller.State state = model.NewState(batchSize: 1, capacity: 512);
        List<long> told = [];
        long next = Likeliest(state.Step(prompt));
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Tokens; i++)
        {
            told.Add(next);
            next = Likeliest(state.Step([next]));
        }

        double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Console.WriteLine($"decode {Tokens} tokens, {elapsed / Tokens:F3} ms each: {string.Concat(told.Select(letter => (char)letter))}");

        // The same steps after going back half way.
        state.Rewind(state.Length - (Tokens / 2));
        for (int i = Tokens / 2; i < Tokens - 1; i++)
        {
            long again = Likeliest(state.Step([told[i]]));
            if (again != told[i + 1])
            {
                Console.WriteLine($"decode: token {i + 1} after Rewind is {again}, not {told[i + 1]}");
                return false;
            }
        }

        return true;
    }

    private static long Likeliest(Storyteller.State state)
    {
        ReadOnlySpan<float> last = state.Logits.Span[^256..];
        int best = 0;
        for (int i = 1; i < last.Length; i++)
        {
            best = last[i] > last[best] ? i : best;
        }

        return best;
    }
}
