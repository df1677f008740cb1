using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning.Drift;

/// <summary>
/// Symbols that have another name now and stand where they stood: one difference, and not one in each tensor. Exporters
/// that number their symbols give all of them new names.
/// </summary>
internal sealed class SymbolRenames
{
    private readonly Dictionary<string, string> _names;

    private SymbolRenames(Dictionary<string, string> names) => _names = names;

    /// <summary>
    /// A symbol counts as renamed when it is gone, its new name is new, and the two always stand for each other in
    /// values that kept their names.
    /// </summary>
    public static SymbolRenames Find(ModelSignature approved, ModelSignature current)
    {
        HashSet<string> before = SymbolsOf(approved);
        HashSet<string> after = SymbolsOf(current);
        KeyValuePair<string, string>[] pairs =
        [
            .. PairsOf(approved.Inputs, current.Inputs).Concat(PairsOf(approved.Outputs, current.Outputs))
                .Where(pair => !after.Contains(pair.Key) && !before.Contains(pair.Value))
                .Distinct(),
        ];
        ILookup<string, string> byOld = pairs.ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        ILookup<string, string> byNew = pairs.ToLookup(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
        return new SymbolRenames(pairs
            .Where(pair => byOld[pair.Key].Count() == 1 && byNew[pair.Value].Count() == 1)
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal));
    }

    /// <summary>The type with the new names.</summary>
    public OnnxType Apply(OnnxType type) => _names.Count == 0
        ? type
        : TypeSymbols.Rename(type, name => NewNameOf(name) ?? name) ?? type;

    /// <summary>The new name of a symbol; null when it has none.</summary>
    public string? NewNameOf(string symbol) => _names.TryGetValue(symbol, out string? renamed) ? renamed : null;

    private static HashSet<string> SymbolsOf(ModelSignature signature) => new(
        signature.Inputs.Concat(signature.Outputs).SelectMany(value => TypeSymbols.Of(value.Type)),
        StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> PairsOf(
        EquatableArray<ValueSignature> approved,
        EquatableArray<ValueSignature> current) =>
        approved.Join(
                current,
                before => before.Name,
                after => after.Name,
                (before, after) => TypeSymbols.Pairs(before.Type, after.Type),
                StringComparer.Ordinal)
            .SelectMany(pairs => pairs);
}
