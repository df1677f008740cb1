using System.Numerics;
using TypedRtx.Signatures;

namespace TypedRtx;

/// <summary>The profile of a model that declares none, for backends that cannot do without.</summary>
internal static class DerivedProfile
{
    /// <summary>The name of such profiles.</summary>
    internal const string Name = "derived";

    private const int Headroom = 4;

    /// <summary>
    /// A profile around the first dims that a model is run with: min 1, or 0 where that is a length of the symbol; opt the length seen;
    /// max the next power of two above four times that. A symbol that is seen at 0 grows as far as the longest of the others.
    /// Where the arithmetic of an axis leaves no length at such a bound, the bound moves to the length seen.
    /// </summary>
    /// <param name="plan">The shapes of the model.</param>
    /// <param name="dims">One length per free symbol; a negative one, of a symbol that only an input left out has, counts as 1.</param>
    /// <param name="mayBeEmpty">
    /// Which symbols may be 0; null for those whose name holds <c>past</c>, as exporters name what a cache of keys and values
    /// holds already.
    /// </param>
    /// <exception cref="ArgumentException">There are more or fewer dims than symbols.</exception>
    public static OptimizationProfile For(ShapePlan plan, ReadOnlySpan<int> dims, Func<PlannedSymbol, bool>? mayBeEmpty = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (dims.Length != plan.Symbols.Count)
        {
            throw new ArgumentException($"The model has {plan.Symbols.Count} symbols, and {dims.Length} lengths were given.", nameof(dims));
        }

        mayBeEmpty ??= static symbol => symbol.Name.Contains("past", StringComparison.OrdinalIgnoreCase);
        int longest = 0;
        foreach (int length in dims)
        {
            longest = Math.Max(longest, length);
        }

        SymbolRange[] ranges = new SymbolRange[dims.Length];
        for (int i = 0; i < ranges.Length; i++)
        {
            int opt = dims[i] < 0 ? 1 : dims[i];
            int min = mayBeEmpty(plan.Symbols[i]) ? 0 : Math.Min(1, opt);
            ranges[i] = new SymbolRange(plan.Symbols[i].Name, min, opt, Above(opt > 0 ? opt : longest));
        }

        KeepPossible(plan, ranges);
        return new OptimizationProfile(Name, ranges);
    }

    /// <summary>
    /// A profile for lengths outside of one that was derived before: both lie inside, and the lengths seen last count most. Only
    /// where the arithmetic of an axis leaves no length at a corner of both is it narrower than the one before.
    /// </summary>
    /// <param name="plan">The shapes of the model.</param>
    /// <param name="before">The profile before; null for none.</param>
    /// <param name="dims">One length per free symbol; a negative one keeps the range before.</param>
    internal static OptimizationProfile Widen(ShapePlan plan, OptimizationProfile? before, ReadOnlySpan<int> dims)
    {
        OptimizationProfile derived = For(plan, dims);
        if (before is null)
        {
            return derived;
        }

        SymbolRange[] ranges = new SymbolRange[dims.Length];
        for (int i = 0; i < ranges.Length; i++)
        {
            SymbolRange old = before.Ranges[i];
            SymbolRange seen = derived.Ranges[i];
            ranges[i] = dims[i] < 0
                ? old
                : new SymbolRange(seen.Symbol, Math.Min(old.Min, seen.Min), seen.Opt, Math.Max(old.Max, seen.Max));
        }

        KeepPossible(plan, ranges);
        return new OptimizationProfile(Name, ranges);
    }

    private static int Above(int length)
    {
        // Strictly above, so that a power of two has headroom too.
        long max = (long)BitOperations.RoundUpToPowerOf2(((ulong)length * Headroom) + 1);
        return (int)Math.Min(max, int.MaxValue);
    }

    // The lengths seen are possible, so bounds that meet them are; a round that moves none is the last.
    private static void KeepPossible(ShapePlan plan, SymbolRange[] ranges)
    {
        PlannedDimension[] dimensions =
        [
            .. plan.Inputs.Concat(plan.Outputs).OfType<PlannedShape>().SelectMany(shape => shape.Dimensions)
                .Where(dimension => dimension is { IsKnown: true, Constant: < 0, Symbol: < 0 }),
        ];
        Settle(dimensions, ranges, range => range.Min, range => range with { Min = range.Opt });
        Settle(dimensions, ranges, range => range.Max, range => range with { Max = range.Opt });
    }

    private static void Settle(
        PlannedDimension[] dimensions, SymbolRange[] ranges, Func<SymbolRange, int> bound, Func<SymbolRange, SymbolRange> move)
    {
        bool moved;
        do
        {
            moved = false;
            foreach (PlannedDimension dimension in dimensions)
            {
                moved |= !ProfileArithmetic.IsLengthAt(dimension, ranges, bound) && Move(dimension, ranges, move);
            }
        }
        while (moved);
    }

    private static bool Move(PlannedDimension dimension, SymbolRange[] ranges, Func<SymbolRange, SymbolRange> move)
    {
        bool moved = false;
        foreach (int symbol in ProfileArithmetic.SymbolsOf(dimension, ranges.Length))
        {
            SymbolRange before = ranges[symbol];
            ranges[symbol] = move(before);
            moved |= ranges[symbol] != before;
        }

        return moved;
    }
}
