namespace TypedRtx.TestKit;

/// <summary>Compares values of any kind, tensor by tensor.</summary>
public static class ValueComparison
{
    /// <summary>What differs and where; null when nothing does. Maps may list their keys in any order.</summary>
    public static string? FindDifference(this ToleranceComparer comparer, TestValue expected, TestValue actual) =>
        (expected, actual) switch
        {
            (TestTensor right, TestTensor found) => comparer.FindDifference(right, found),
            (TestSequence right, TestSequence found) => Sequences(comparer, right, found),
            (TestMap right, TestMap found) => Maps(comparer, right, found),
            (TestAbsent, TestAbsent) => null,
            _ => $"expected {expected}, found {actual}.",
        };

    private static string? Sequences(ToleranceComparer comparer, TestSequence expected, TestSequence actual)
    {
        if (expected.Items.Count != actual.Items.Count)
        {
            return $"expected {expected}, found {actual}.";
        }

        for (int i = 0; i < expected.Items.Count; i++)
        {
            if (comparer.FindDifference(expected.Items[i], actual.Items[i]) is { } difference)
            {
                return $"item {i}: {difference}";
            }
        }

        return null;
    }

    private static string? Maps(ToleranceComparer comparer, TestMap expected, TestMap actual)
    {
        string[] right = KeysOf(expected);
        string[] found = KeysOf(actual);
        if (!right.Order(StringComparer.Ordinal).SequenceEqual(found.Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            return $"expected the keys {string.Join(", ", right)}, found {string.Join(", ", found)}.";
        }

        int[] order = [.. right.Select(key => Array.IndexOf(found, key))];
        return comparer.FindDifference(expected.Values, Pick(actual.Values, order)) is { } difference ? $"values: {difference}" : null;
    }

    private static string[] KeysOf(TestMap map) =>
        map.Keys.Strings.Length > 0 || map.Keys.ElementType == Signatures.ElementType.String
            ? map.Keys.Strings
            : [.. map.Keys.ToArray<long>().Select(key => key.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    private static TestTensor Pick(TestTensor values, int[] order)
    {
        if (values.ElementType == Signatures.ElementType.String)
        {
            return new TestTensor(values.Dimensions, [.. order.Select(i => values.Strings[i])]);
        }

        int size = Signatures.ElementTypes.BitsOf(values.ElementType) / 8;
        return new TestTensor(values.ElementType, values.Dimensions, [.. order.SelectMany(i => values.Data[(i * size)..((i + 1) * size)])]);
    }
}
