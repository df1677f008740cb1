namespace TypedRtx.Signatures;

/// <summary>The operator <c>Einsum</c>.</summary>
internal static class EinsumRules
{
    private const string Ellipsis = "...";

    public static IReadOnlyList<KnownTensor> Einsum(OperatorCall call)
    {
        string equation = new([.. call.Text("equation", "").Where(c => c != ' ')]);
        int arrow = equation.IndexOf("->", StringComparison.Ordinal);
        string[] terms = (arrow < 0 ? equation : equation.Substring(0, arrow)).Split(',');
        if (equation.Contains(Ellipsis) || terms.Length != call.InputCount)
        {
            return [];
        }

        Dictionary<char, DimensionExpression?> lengths = [];
        for (int i = 0; i < terms.Length; i++)
        {
            IReadOnlyList<DimensionExpression?> shape = call.Shape(i);
            if (shape.Count != terms[i].Length || !terms[i].All(char.IsLetter))
            {
                return [];
            }

            for (int axis = 0; axis < shape.Count; axis++)
            {
                char letter = terms[i][axis];
                lengths[letter] = lengths.TryGetValue(letter, out DimensionExpression? known)
                    ? Lengths.Broadcast(known, shape[axis])
                    : shape[axis];
            }
        }

        string result = arrow >= 0
            ? equation.Substring(arrow + 2)
            : new string([.. lengths.Keys.Where(letter => terms.Sum(term => term.Count(c => c == letter)) == 1).OrderBy(letter => letter)]);
        return result.All(lengths.ContainsKey)
            ? [KnownTensor.Of(call.Input(0).Element, [.. result.Select(letter => lengths[letter])])]
            : [];
    }
}
