using TypedRtx.Generators.Analyzers.Reading;
using TypedRtx.Generators.Analyzers.Shapes;

namespace TypedRtx.Generators.Analyzers.Profiles;

/// <summary>Holds the known dims of a call against the declared profiles.</summary>
internal static class ProfileCheck
{
    /// <summary>The key of the diagnostic's property with the dims, as <c>batch=8;sequence=64</c> by parameter.</summary>
    public const string Dims = nameof(Dims);

    /// <summary>What is outside of every profile; null where a profile may hold the dims, or none is declared.</summary>
    public static ShapeProblem? Check(ModelCall call, IReadOnlyList<SymbolState> states)
    {
        if (call.Model.Profiles.Count == 0)
        {
            return null;
        }

        int[][] outside = [.. call.Model.Profiles.Select(profile => Outside(profile, states))];
        if (outside.Any(symbols => symbols.Length == 0))
        {
            return null;
        }

        // What no profile has is the better place to point at than what one of them has.
        int[] symbols = [.. outside.SelectMany(list => list).Distinct()];
        int worst = symbols.OrderByDescending(symbol => outside.Count(list => list.Contains(symbol))).First();
        string values = string.Join(", ", symbols.OrderBy(i => i).Select(symbol =>
            $"{call.Model.Symbols[symbol].Parameter} = {ShapeTexts.Number(states[symbol].Value)}"));
        string profiles = string.Join(
            "; ", call.Model.Profiles.Select((profile, i) => Describe(call.Model, profile, outside[i])));
        string verb = symbols.Length == 1 ? "lies" : "lie";
        string text = $"{values} {verb} outside every optimization profile: {profiles}";
        return new ShapeProblem(text, states[worst].Source ?? call.Call);
    }

    /// <summary>The known dims as text, for the code fix.</summary>
    public static string TextOf(ModelShapes model, IReadOnlyList<SymbolState> states) => string.Join(
        ";",
        Enumerable.Range(0, states.Count)
            .Where(symbol => states[symbol].Value >= 0)
            .Select(symbol => $"{model.Symbols[symbol].Parameter}={ShapeTexts.Number(states[symbol].Value)}"));

    private static int[] Outside(DeclaredProfile profile, IReadOnlyList<SymbolState> states) =>
    [
        .. Enumerable.Range(0, states.Count)
            .Where(symbol => states[symbol].Value is >= 0 and var length
                && profile.Ranges[symbol] is { } range
                && !range.Contains(length)),
    ];

    private static string Describe(ModelShapes model, DeclaredProfile profile, int[] symbols) =>
        $"'{profile.Name}' has "
        + string.Join(", ", symbols.Select(symbol =>
            $"{model.Symbols[symbol].Parameter} = {ProfileRanges.LengthsOf(profile.Ranges[symbol]!)}"));
}
