using System.Globalization;
using TypedRtx.Cli.Reading;
using TypedRtx.Signatures;

namespace TypedRtx.Cli.Warm;

/// <summary>Reads lengths as a command line gives them, and writes them the same way.</summary>
internal static class DimsReading
{
    /// <summary>One length per free symbol, for each text.</summary>
    /// <exception cref="ToolException">A text gives no lengths, or none that the model can have.</exception>
    public static IReadOnlyList<int[]> Of(ModelFile model, IReadOnlyList<string> texts) => [.. texts.Select(text => Of(model, text))];

    /// <summary>Lengths as <c>batch=1, sequence=128</c>.</summary>
    public static string Text(ShapePlan plan, IReadOnlyList<int> dims) => dims.Count == 0
        ? "fixed lengths"
        : string.Join(", ", plan.Symbols.Zip(dims, (symbol, length) =>
            string.Create(CultureInfo.InvariantCulture, $"{ProfileText.Name(symbol.Name)}={length}")));

    private static int[] Of(ModelFile model, string text)
    {
        ProfileModel checkedModel = new(model.Info.Signature, model.Plan, [.. model.Plan.Symbols.Select(symbol => symbol.Name)]);
        SymbolRange?[] lengths = new SymbolRange?[model.Plan.Symbols.Count];
        foreach (SymbolRange range in Ranges(text))
        {
            int symbol = ProfileSymbols.IndexOf(checkedModel, range.Symbol);
            if (symbol < 0)
            {
                throw Unfit(text, ProfileSymbols.WhyUnknown(checkedModel, range.Symbol));
            }

            lengths[symbol] = lengths[symbol] is null ? range : throw Unfit(text, $"{ProfileText.Name(range.Symbol)} is there twice");
        }

        string[] missing =
            [.. model.Plan.Symbols.Where((_, symbol) => lengths[symbol] is null).Select(symbol => ProfileText.Name(symbol.Name))];
        if (missing.Length > 0)
        {
            throw Unfit(text, $"no length of {string.Join(", ", missing)}, and each free symbol needs one");
        }

        return ProfileContradictions.ImpossibleAxes(checkedModel, lengths!).FirstOrDefault() is { } impossible
            ? throw Unfit(text, impossible)
            : [.. lengths.Select(range => range!.Min)];
    }

    // The grammar is that of a profile, whose ranges are single lengths here.
    private static SymbolRange[] Ranges(string text)
    {
        try
        {
            ProfileDeclaration[] declarations = [.. ProfileParser.List($"dims: {text}")];
            SymbolRange[] ranges = [.. declarations[0].Ranges.Select(range => ProfileParser.Range(range).Range)];
            return declarations.Length == 1 && Array.TrueForAll(ranges, range => range.Min == range.Max && range.Min >= 0) ? ranges
                : throw NotUnderstood(text, "expected one length of each symbol, such as batch=1, sequence=128");
        }
        catch (ProfileFormatException error)
        {
            throw NotUnderstood(text, error.Message);
        }
    }

    private static ToolException NotUnderstood(string text, string why) => new($"--dims \"{text}\": {why.TrimEnd('.')}.", ExitCodes.Usage);

    private static ToolException Unfit(string text, string why) => new($"--dims \"{text}\": {why.TrimEnd('.', '?')}{(why.EndsWith('?') ? '?' : '.')}");
}
