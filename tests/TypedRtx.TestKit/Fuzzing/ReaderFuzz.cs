using TypedRtx.Signatures;

namespace TypedRtx.TestKit;

/// <summary>Damaged models through the reader, and damaged signatures through the parser of their text.</summary>
public static class ReaderFuzz
{
    /// <summary>Models: a signature that its own text gives back, or a format error at a place within the file.</summary>
    public static FuzzReport Models(int seed, int cases, int first = 0)
    {
        IReadOnlyList<byte[]> seeds = FuzzSeeds.Models;
        return FuzzRun.Run(
            "reader",
            seed,
            cases,
            random => ModelMutator.Mutate(seeds[random.Next(seeds.Count)], seeds[random.Next(seeds.Count)], random),
            bytes => bytes.Length,
            Read,
            first: first);
    }

    /// <summary>Texts: a signature that its own text gives back, or a format error.</summary>
    public static FuzzReport Texts(int seed, int cases, int first = 0)
    {
        IReadOnlyList<string> seeds = Signatures();
        return FuzzRun.Run(
            "signature text",
            seed,
            cases,
            random => TextMutator.Mutate(seeds[random.Next(seeds.Count)], seeds[random.Next(seeds.Count)], random),
            text => text.Length * sizeof(char),
            Parse,
            first: first);
    }

    /// <summary>The signatures of the models that have one.</summary>
    public static IReadOnlyList<string> Signatures()
    {
        List<string> signatures = [];
        foreach (byte[] model in FuzzSeeds.Models)
        {
            try
            {
                using MemoryStream stream = new(model);
                signatures.Add(OnnxModelReader.ReadWithShapes(stream).Signature.ToString());
            }
            catch (OnnxFormatException)
            {
                // Many of the shared models are bad ones.
            }
        }

        return signatures;
    }

    private static bool Read(byte[] bytes)
    {
        try
        {
            using MemoryStream stream = new(bytes);
            RequireSame(OnnxModelReader.ReadWithShapes(stream).Signature);
            return true;
        }
        catch (OnnxFormatException error) when (error.Position >= 0 && error.Position <= bytes.Length)
        {
            return false;
        }
    }

    private static bool Parse(string text)
    {
        try
        {
            RequireSame(ModelSignature.Parse(text));
            return true;
        }
        catch (SignatureFormatException)
        {
            return false;
        }
    }

    private static void RequireSame(ModelSignature signature)
    {
        if (ModelSignature.Parse(signature.ToString()) != signature)
        {
            throw new InvalidOperationException("The text of the signature gives another signature.");
        }

        // What generator and loader do next with it.
        ShapePlan.From(signature);
    }
}
