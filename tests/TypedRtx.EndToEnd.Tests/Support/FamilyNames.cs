using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace TypedRtx.EndToEnd.Tests.Support;

/// <summary>Members of generated classes that stand for several tensors.</summary>
internal static partial class FamilyNames
{
    /// <summary>Whether a member of this type stands for several.</summary>
    public static bool Holds(ITypeSymbol type) => type is IArrayTypeSymbol { ElementType.Name: "Tensor" }
        or INamedTypeSymbol { Name: "TensorFamily" or "SpanFamily" }
        or INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments: [{ Name: "Tensor" }] };

    /// <summary>The element type of each tensor.</summary>
    public static string ElementOf(ITypeSymbol type)
    {
        ITypeSymbol tensor = type is IArrayTypeSymbol array ? array.ElementType : ((INamedTypeSymbol)type).TypeArguments[0];
        return (tensor is INamedTypeSymbol { Name: "Tensor" } named ? named.TypeArguments[0] : tensor).ToString()!;
    }

    /// <summary>The names behind one such as <c>present.{0..3}.key</c>.</summary>
    public static IEnumerable<string> Expand(string name)
    {
        Match range = Range().Match(name);
        int last = int.Parse(range.Groups[1].Value, CultureInfo.InvariantCulture);
        return Enumerable.Range(0, last + 1).Select(number => string.Create(
            CultureInfo.InvariantCulture,
            $"{name[..range.Index]}{number}{name[(range.Index + range.Length)..]}"));
    }

    [GeneratedRegex(@"\{0\.\.(\d+)\}")]
    private static partial Regex Range();
}
