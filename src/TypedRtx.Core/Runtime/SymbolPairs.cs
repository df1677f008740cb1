using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>Pairs the symbols of two signatures one to one, as they meet on the same axes.</summary>
internal sealed class SymbolPairs
{
    private readonly Dictionary<string, string> _there = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _back = new(StringComparer.Ordinal);

    public bool Match(Dimension compiled, Dimension actual)
    {
        if (compiled.IsStatic || actual.IsStatic)
        {
            return compiled.Value == actual.Value;
        }

        // An axis without a name promises nothing, so it meets any length that is not fixed.
        if (compiled.Expression is null || actual.Expression is null)
        {
            return true;
        }

        return compiled.Expression.SymbolName is { } left && actual.Expression.SymbolName is { } right
            ? Pair(left, right)
            : compiled.Expression.Rename(name => _there.GetValueOrDefault(name, name)) == actual.Expression;
    }

    private bool Pair(string left, string right)
    {
        bool isNew = _there.TryAdd(left, right) & _back.TryAdd(right, left);
        return isNew || (_there[left] == right && _back.TryGetValue(right, out string? back) && back == left);
    }
}
