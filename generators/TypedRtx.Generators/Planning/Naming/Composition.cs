using System.Text;

namespace TypedRtx.Generators.Planning.Naming;

/// <summary>Unicode's canonical composition (NFC).</summary>
internal static class Composition
{
    public static string Compose(string text) =>
        text.All(c => c < '\u0300') ? text : text.Normalize(NormalizationForm.FormC);
}
