using System.Globalization;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning.Naming;

/// <summary>The names of symbols before they are written in C#: those of the model, or made up of an input and an axis.</summary>
internal static class SymbolNames
{
    private const string NumberedPrefix = "unk__";

    // What exporters write for an axis that they know nothing about; tf2onnx numbers them.
    private static readonly string[] Nameless = ["", "?", "-1", "None"];

    public static IReadOnlyList<string> Of(ModelSignature signature, ShapePlan shapes)
    {
        string[] symbols = [.. shapes.Symbols.Select(symbol => NameOf(symbol, signature))];
        MakeDistinct(symbols);
        return symbols;
    }

    private static string NameOf(PlannedSymbol symbol, ModelSignature signature) =>
        IsNameless(symbol.Name)
            ? $"{signature.Inputs[symbol.Input].Name}_axis{symbol.Axis.ToString(CultureInfo.InvariantCulture)}"
            : symbol.Name;

    private static bool IsNameless(string name) => Nameless.Contains(name)
        || (name.StartsWith(NumberedPrefix, StringComparison.Ordinal) && name.Skip(NumberedPrefix.Length).All(char.IsDigit));

    // An axis without a name gets one made up of its input's, which a real symbol may have as well.
    private static void MakeDistinct(string[] symbols)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < symbols.Length; i++)
        {
            while (!seen.Add(symbols[i]))
            {
                symbols[i] += "_";
            }
        }
    }
}
