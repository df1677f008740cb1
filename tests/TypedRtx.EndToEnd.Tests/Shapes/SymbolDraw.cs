using TypedRtx.Signatures;

namespace TypedRtx.EndToEnd.Tests.Shapes;

/// <summary>
/// Draws values for the free symbols of a plan: zeros, ones, odd lengths, and multiples of 8 for models that halve their
/// axes a few times, none of them larger than a run can bear.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="work">How many multiplications a run costs for each unit of the product of all symbols, roughly.</param>
/// <param name="patience">By how much a run may take longer than usual.</param>
/// <param name="random">Where the values come from.</param>
internal sealed class SymbolDraw(ShapePlan plan, long work, int patience, Random random)
{
    private const long WorkOfRun = 3_000_000_000;
    private const long ElementsOfRun = 310_000;
    private const int Largest = 40;

    private readonly long _largestProduct = Math.Clamp(patience * WorkOfRun / Math.Max(work, 1), 3, 4096);

    /// <summary>One value for each free symbol.</summary>
    public int[] Next()
    {
        int unit = random.Next(2) == 0 ? 8 : 1;
        int largest = random.Next(2) == 0 ? 9 : Largest;
        bool hasZeros = random.Next(6) == 0;
        int[] symbols =
        [
            .. plan.Symbols.Select(_ => hasZeros && random.Next(2) == 0 ? 0 : unit * random.Next(1, (largest / unit) + 1)),
        ];
        while (IsTooMuch(symbols))
        {
            Reduce(symbols, unit);
        }

        return symbols;
    }

    // The largest first; those that are multiples stay that as long as others can give way.
    private void Reduce(int[] symbols, int unit)
    {
        int largest = Array.IndexOf(symbols, symbols.Max());
        if (symbols[largest] > unit)
        {
            symbols[largest] = Math.Max(symbols[largest] / 2 / unit, 1) * unit;
            return;
        }

        int[] some = [.. Enumerable.Range(0, symbols.Length).Where(i => symbols[i] > 1)];
        symbols[some[random.Next(some.Length)]] = 1;
    }

    private bool IsTooMuch(int[] symbols) =>
        symbols.Any(value => value > 1)
        && (symbols.Aggregate(1L, (product, value) => product * Math.Max(value, 1)) > _largestProduct
            || Elements(symbols) > patience * ElementsOfRun);

    private long Elements(int[] symbols) =>
        RandomInputs.ShapesOf(plan, symbols)?.Sum(shape => shape.Aggregate(1L, (product, length) => product * length)) ?? 0;
}
