using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>Pairs the symbols of two signatures one to one, as they meet on the same axes.</summary>
internal sealed class SymbolPairs
{
    private readonly Dictionary<string, string> _there = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _back = new(StringComparer.Ordinal);

    /// <summary>Pairs two symbols that stand alone on the same axis, where neither has a partner yet.</summary>
    public void Meet(Dimension compiled, Dimension actual)
    {
        if (compiled.Expression?.SymbolName is { } left && actual.Expression?.SymbolName is { } right)
        {
            Pair(left, right);
        }
    }

    /// <summary>Whether an axis promises the same in both.</summary>
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
            : MatchArithmetic(compiled.Expression, actual.Expression);
    }

    private bool Pair(string left, string right)
    {
        if (!_there.ContainsKey(left) && !_back.ContainsKey(right))
        {
            _there.Add(left, right);
            _back.Add(right, left);
        }

        return _there.GetValueOrDefault(left) == right && _back.GetValueOrDefault(right) == left;
    }

    // A symbol that stands on no axis of its own has no partner yet: the only one that is left, or the one spelled alike.
    private bool MatchArithmetic(DimensionExpression compiled, DimensionExpression actual)
    {
        string[] left = [.. compiled.Symbols.Where(name => !_there.ContainsKey(name))];
        string[] right = [.. actual.Symbols.Where(name => !_back.ContainsKey(name))];
        if (left.Length != right.Length || (left.Length > 1 && !left.SequenceEqual(right)))
        {
            return false;
        }

        if (compiled.Rename(name => _there.TryGetValue(name, out string? partner) ? partner : Partner(name)) != actual)
        {
            return false;
        }

        return left.Zip(right).All(pair => Pair(pair.First, pair.Second));

        string Partner(string name) => right[Array.IndexOf(left, name)];
    }
}
