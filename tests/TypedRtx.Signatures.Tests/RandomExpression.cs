namespace TypedRtx.Signatures.Tests;

/// <summary>Arithmetic twice: as a text for the parser, and as a plain calculation to compare with.</summary>
internal sealed record RandomExpression(
    string Text,
    Func<IReadOnlyDictionary<string, long>, long?> Value)
{
    private static readonly string[] Symbols = ["a", "b", "c", "batch_size"];

    public static RandomExpression Make(Random random, int depth)
    {
        if (depth == 0 || random.Next(5) == 0)
        {
            return Leaf(random);
        }

        RandomExpression left = Make(random, depth - 1);
        RandomExpression right = Make(random, depth - 1);
        return random.Next(5) switch
        {
            0 => new($"({left.Text} + {right.Text})", values => left.Value(values) + right.Value(values)),
            1 => new($"({left.Text}-{right.Text})", values => left.Value(values) - right.Value(values)),
            2 => new($"({left.Text}*{right.Text})", values => left.Value(values) * right.Value(values)),
            3 => new($"-({left.Text})", values => -left.Value(values)),
            _ => new(
                random.Next(2) == 0 ? $"({left.Text}//{right.Text})" : $"floor({left.Text} / {right.Text})",
                values => Floor(left.Value(values), right.Value(values))),
        };
    }

    private static RandomExpression Leaf(Random random)
    {
        if (random.Next(3) == 0)
        {
            long number = random.Next(0, 7);
            return new($"{number}", _ => number);
        }

        string symbol = Symbols[random.Next(Symbols.Length)];
        return new(symbol, values => values[symbol]);
    }

    private static long? Floor(long? dividend, long? divisor) =>
        divisor is null or 0 || dividend is null ? null : (long)Math.Floor((decimal)dividend.Value / divisor.Value);
}
