namespace TypedRtx.Signatures;

/// <summary>
/// Tells more of the shapes of outputs by cases. Much holds only where a length is no 0: a 0 handed to <c>Reshape</c> means
/// another length. So the model is followed with all symbols from 1 on, and what that gives is kept where each case in which
/// some of them are 0 gives the same, or no run.
/// </summary>
internal static class ZeroCases
{
    private const int MaxSymbols = 8;
    private const int MaxZeros = 3;

    /// <summary>The number of nodes gone through in all cases together.</summary>
    private const long MaxNodes = 400_000;

    /// <param name="known">What holds in all cases.</param>
    /// <param name="symbols">The symbols of the inputs.</param>
    /// <param name="lengthOf">What is known of a length that an input states.</param>
    /// <param name="model">The model.</param>
    public static IReadOnlyList<DimensionExpression?>?[] Extend(
        FollowedOutputs known, IReadOnlyCollection<string> symbols, Func<DimensionExpression, DimensionExpression?> lengthOf, ModelRun model)
    {
        if (symbols.Count is 0 or > MaxSymbols || (long)model.NodeCount * ((1 << MaxZeros) + symbols.Count) > MaxNodes)
        {
            return known.Shapes;
        }

        HashSet<string> positive = new(symbols, StringComparer.Ordinal);
        FollowedOutputs most = Follow(model, lengthOf, positive, []);
        if (most.Fails || IsSame(most.Shapes, known.Shapes, positive))
        {
            return known.Shapes;
        }

        // Fewer symbols that must not be 0 are fewer cases.
        foreach (string symbol in symbols)
        {
            positive.Remove(symbol);
            FollowedOutputs fewer = Follow(model, lengthOf, positive, []);
            if (!fewer.Fails && IsSame(most.Shapes, fewer.Shapes, positive))
            {
                continue;
            }

            positive.Add(symbol);
        }

        if (positive.Count > MaxZeros)
        {
            return known.Shapes;
        }

        IReadOnlyList<DimensionExpression?>?[] claims = [.. Follow(model, lengthOf, positive, []).Shapes];
        string[] order = [.. positive.OrderBy(symbol => symbol, StringComparer.Ordinal)];
        for (int zeros = 1; zeros < 1 << order.Length; zeros++)
        {
            HashSet<string> vanished = new(order.Where((_, i) => (zeros & (1 << i)) != 0), StringComparer.Ordinal);
            FollowedOutputs found = Follow(model, lengthOf, positive, vanished);
            for (int i = 0; i < claims.Length && !found.Fails; i++)
            {
                claims[i] = Confirmed(claims[i], found.Shapes[i], vanished);
            }
        }

        return [.. known.Shapes.Select((shape, i) => Merge(shape, claims[i]))];
    }

    private static FollowedOutputs Follow(
        ModelRun model, Func<DimensionExpression, DimensionExpression?> lengthOf, HashSet<string> positive, HashSet<string> zeros) =>
        model.Follow(stated =>
        {
            try
            {
                return lengthOf(stated)?.Replace(symbol =>
                    zeros.Contains(symbol) ? Lengths.Zero
                    : positive.Contains(symbol) ? PositiveSymbol.Of(symbol)
                    : DimensionExpression.Symbol(symbol));
            }
            catch (ArithmeticException)
            {
                return null;
            }
        });

    private static bool IsSame(
        IReadOnlyList<DimensionExpression?>?[] first, IReadOnlyList<DimensionExpression?>?[] second, HashSet<string> positive)
    {
        for (int i = 0; i < first.Length; i++)
        {
            if (first[i]?.Count != second[i]?.Count
                || (first[i] is { } shape && !shape.Select(Unmarked).SequenceEqual(second[i]!.Select(Unmarked))))
            {
                return false;
            }
        }

        return true;
    }

    private static DimensionExpression? Unmarked(DimensionExpression? length) => length is null ? null : PositiveSymbol.Unmark(length);

    /// <summary>What a claim leaves when some symbols vanish, as far as the case gives the same.</summary>
    private static DimensionExpression?[]? Confirmed(
        IReadOnlyList<DimensionExpression?>? claim, IReadOnlyList<DimensionExpression?>? found, HashSet<string> zeros)
    {
        if (claim is null || found is null || claim.Count != found.Count)
        {
            return null;
        }

        DimensionExpression?[] confirmed = [.. claim];
        for (int axis = 0; axis < confirmed.Length; axis++)
        {
            if (confirmed[axis] is { } length && !Holds(length, found[axis], zeros))
            {
                confirmed[axis] = null;
            }
        }

        return confirmed;
    }

    private static bool Holds(DimensionExpression claim, DimensionExpression? found, HashSet<string> zeros)
    {
        try
        {
            DimensionExpression there = PositiveSymbol.Unmark(claim).Replace(symbol =>
                zeros.Contains(symbol) ? Lengths.Zero : DimensionExpression.Symbol(symbol));
            return found is not null && there == PositiveSymbol.Unmark(found);
        }
        catch (ArithmeticException)
        {
            return false;
        }
    }

    private static IReadOnlyList<DimensionExpression?>? Merge(
        IReadOnlyList<DimensionExpression?>? known, IReadOnlyList<DimensionExpression?>? claim) =>
        claim is null || (known is not null && known.Count != claim.Count) ? known
        : [.. claim.Select((length, axis) => known?[axis] ?? Unmarked(length))];
}
