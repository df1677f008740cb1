using System.Diagnostics;

namespace TypedRtx.Device;

/// <summary>The storyteller with its state on the device: the same text as without state, and how long a step takes.</summary>
internal static class DecodeCheck
{
    private const int Tokens = 200;

    public static bool Run(string library)
    {
        ModelOptions options = Setup.Options(library, "adaptive+graph", "/tmp/typedrtx-cache") with
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

        if (!EqualsWholeRun([.. prompt, .. told], prompt.Length, options))
        {
            return false;
        }

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

    // The whole text in one run without state: after each of its letters the model must want the next one.
    private static bool EqualsWholeRun(long[] text, int prompt, ModelOptions options)
    {
        using GenericModel model = GenericModel.Load(
            GenericModel.Describe(
                Path.Combine(AppContext.BaseDirectory, "storyteller.onnx"), "batch_size=1..1..4, sequence_length=1..64..512, past_sequence_length=0..0..8"),
            options with { Profile = null });
        using GenericDeviceBinding binding = model.BindDevice(
            [.. model.Descriptor.Plan.Symbols.Select(symbol => symbol.Name == "sequence_length" ? text.Length : symbol.Name == "batch_size" ? 1 : 0)]);
        long[] ones = new long[text.Length];
        Array.Fill(ones, 1);
        binding.In<long>(0).CopyFrom(text);
        binding.In<long>(1).CopyFrom(ones);
        binding.Run();
        float[] logits = binding.Out<float>(0).ToArray();
        int letters = logits.Length / text.Length;
        int different = 0;
        for (int at = prompt - 1; at < text.Length - 1; at++)
        {
            ReadOnlySpan<float> row = logits.AsSpan(at * letters, letters);
            different += System.Numerics.Tensors.TensorPrimitives.IndexOfMax(row) == text[at + 1] ? 0 : 1;
        }

        Console.WriteLine($"decode: {text.Length - prompt} letters against one run of the whole text, {different} different");
        return different == 0;
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
