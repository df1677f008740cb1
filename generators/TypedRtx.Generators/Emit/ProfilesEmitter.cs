using System.Globalization;
using TypedRtx.Generators.Planning;
using TypedRtx.Generators.Planning.Naming;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes the declared optimization profiles.</summary>
internal static class ProfilesEmitter
{
    public static void Emit(CodeWriter code, ModelSpec model)
    {
        if (model.Profiles.Count == 0)
        {
            return;
        }

        code.Separate();
        Docs.Summary(code, "The optimization profiles that are declared for the model.");
        code.Line(GeneratedCode.Attribute);
        using (code.OpenBlock("public static class Profiles"))
        {
            foreach (ProfileSpec profile in model.Profiles)
            {
                code.Separate();
                Docs.Summary(code, $"Profile {XmlText.Code(profile.Name)}: {string.Join("; ", profile.Ranges.Select(Describe))}.");
                code.List(
                    $"public static global::TypedRtx.OptimizationProfile {Member(profile)} {{ get; }} = new(",
                    [Literal.Of(profile.Name), .. profile.Ranges.Select(Range)],
                    ");");
            }
        }
    }

    /// <summary>What attributes of the user say already is not said again.</summary>
    public static void EmitAttributes(CodeWriter code, ModelSpec model)
    {
        foreach (ProfileSpec profile in model.Profiles.Where(profile => profile.IsOfMetadata))
        {
            IEnumerable<string> arguments = profile.Ranges.Select(range => range.ToString()).Prepend(profile.Name).Select(Literal.Of);
            code.List("[global::TypedRtx.OptimizationProfile(", [.. arguments], ")]");
        }
    }

    public static string Member(ProfileSpec profile) => ParameterName.Escape(profile.Member);

    private static string Range(SymbolRange range) =>
        $"new global::TypedRtx.Signatures.SymbolRange({Literal.Of(range.Symbol)}, {Number(range.Min)}, {Number(range.Opt)}, {Number(range.Max)})";

    private static string Describe(SymbolRange range) => range.Min == range.Max
        ? $"{XmlText.Code(range.Symbol)} {Number(range.Min)}"
        : $"{XmlText.Code(range.Symbol)} {Number(range.Min)} to {Number(range.Max)}, best at {Number(range.Opt)}";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
