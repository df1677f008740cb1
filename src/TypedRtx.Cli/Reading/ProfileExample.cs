using TypedRtx.Signatures;

namespace TypedRtx.Cli.Reading;

/// <summary>Ranges to begin with, for messages: the user knows which lengths there will be.</summary>
internal static class ProfileExample
{
    /// <summary>One range for each free symbol of a model; what is already in a cache may be nothing.</summary>
    public static IEnumerable<string> Of(ModelFile model) => model.Plan.Symbols.Select(symbol =>
        $"{ProfileText.Name(symbol.Name)}={(symbol.Name.Contains("past", StringComparison.OrdinalIgnoreCase) ? 0 : 1)}..8..64");
}
