using System.Globalization;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Analyzers.Profiles;

/// <summary>The lengths that a profile allows a symbol: <c>batch=1..64..512</c>, <c>batch=1..512</c> or <c>batch=64</c>.</summary>
/// <param name="Symbol">The symbol, by its ONNX name or the parameter's.</param>
/// <param name="Min">The smallest length.</param>
/// <param name="Opt">The length that counts most.</param>
/// <param name="Max">The largest length.</param>
internal readonly record struct ProfileRange(string Symbol, int Min, int Opt, int Max)
{
    /// <summary>Reads a range; null where the text is none.</summary>
    public static ProfileRange? TryParse(string text)
    {
        int equals = text.LastIndexOf('=');
        if (equals < 0)
        {
            return null;
        }

        string symbol = text.Substring(0, equals).Trim();
        int position = 0;
        if (symbol.StartsWith("\"", StringComparison.Ordinal))
        {
            symbol = SignatureText.TryUnquote(symbol, ref position) ?? "";
        }

        string[] parts = text.Substring(equals + 1).Replace("..", ".").Split('.');
        int[] numbers = [.. parts.Select(Number)];
        return symbol.Length == 0 || numbers.Any(number => number < 0) ? null : numbers switch
        {
            [var only] => new ProfileRange(symbol, only, only, only),
            [var min, var max] when min <= max => new ProfileRange(symbol, min, max, max),
            [var min, var opt, var max] when min <= opt && opt <= max => new ProfileRange(symbol, min, opt, max),
            _ => null,
        };
    }

    public bool Contains(int length) => length >= Min && length <= Max;

    /// <summary>The range that reaches to a length as well.</summary>
    public ProfileRange WidenedTo(int length) => this with { Min = Math.Min(Min, length), Max = Math.Max(Max, length) };

    /// <summary>The lengths as a profile states them.</summary>
    public string Lengths =>
        Min == Max ? Text(Min) : Opt == Max ? $"{Text(Min)}..{Text(Max)}" : $"{Text(Min)}..{Text(Opt)}..{Text(Max)}";

    private static int Number(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;

    private static string Text(int length) => length.ToString(CultureInfo.InvariantCulture);
}
