namespace TypedRtx.Signatures;

/// <summary>
/// What two names have in common once the words for "before" and "after" are gone. Exporters write
/// <c>past_key_values.0.key</c> and <c>present.0.key</c>, <c>past_0</c> and <c>present_0</c>, <c>h0</c> and <c>hn</c>,
/// <c>state</c> and <c>stateN</c>, <c>cache_in</c> and <c>cache_out</c>, <c>conv_cache</c> and <c>new_conv_cache</c>.
/// </summary>
internal static class StateNames
{
    private static readonly HashSet<string> Before = new(StringComparer.Ordinal)
    {
        "past", "in", "input", "inputs", "prev", "previous", "old", "init", "initial", "last", "cur", "current",
    };

    private static readonly HashSet<string> After = new(StringComparer.Ordinal)
    {
        "present", "out", "output", "outputs", "new", "next", "updated", "final", "n",
    };

    // Words of which any one says that a tensor is kept from run to run, where its shape does not say so by growing.
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "past", "state", "states", "cache", "caches", "cached", "hidden", "cell", "h", "c", "hx", "cx", "memory", "mem", "mems",
        "rnn", "lstm", "gru", "ssm", "kv",
    };

    /// <summary>The keys under which an input may be found.</summary>
    public static IEnumerable<string> KeysOfInput(string name)
    {
        List<string> words = Words(name);
        foreach (string key in Keys(words))
        {
            yield return key;
        }

        // h0 and c_0 are what the network starts from, hn and c_n what it ends with.
        if (words.Count > 1 && words[words.Count - 1] == "0")
        {
            yield return string.Join(" ", words.Take(words.Count - 1));
        }
    }

    /// <summary>The keys under which an output may be found; none when no word says that it comes after.</summary>
    public static IEnumerable<string> KeysOfOutput(string name)
    {
        List<string> words = Words(name);
        string last = words.Count > 0 ? words[words.Count - 1] : "";
        if (last is "hn" or "cn")
        {
            words[words.Count - 1] = last.Substring(0, 1);
            yield return string.Join(" ", words);
        }

        if (words.Any(After.Contains))
        {
            foreach (string key in Keys(words))
            {
                yield return key;
            }
        }
    }

    /// <summary>
    /// Whether an output of one shape with an input may be its next value, by the input's name alone. Activations are called
    /// <c>hidden_states</c>, with an s, and a picture goes in and out as well.
    /// </summary>
    public static bool IsKept(string name) =>
        Words(name) is var words && words is not [.., "hidden", "states"] && words.Any(Kept.Contains);

    /// <summary>The same where an axis grows, which says a part of it already.</summary>
    public static bool IsGrown(string name) =>
        IsKept(name) || Words(name).Any(word => word is "prev" or "previous" or "key" or "keys" or "value" or "values");

    /// <summary>Whether the name says that the tensor comes from an earlier run.</summary>
    public static bool IsPast(string name) => Words(name).Contains("past");

    /// <summary>The words of a name in lower case: cut at other characters, between letters and digits, before capitals.</summary>
    public static List<string> Words(string name)
    {
        List<string> words = [];
        int start = 0;
        for (int i = 0; i <= name.Length; i++)
        {
            bool ends = i == name.Length || !char.IsLetterOrDigit(name[i])
                || (i > start && (char.IsDigit(name[i]) != char.IsDigit(name[i - 1])
                    || (char.IsUpper(name[i]) && char.IsLower(name[i - 1]))));
            if (!ends)
            {
                continue;
            }

            if (i > start)
            {
                words.Add(name.Substring(start, i - start).ToLowerInvariant());
            }

            start = i < name.Length && char.IsLetterOrDigit(name[i]) ? i : i + 1;
        }

        return words;
    }

    private static IEnumerable<string> Keys(List<string> words)
    {
        string key = string.Join(" ", words.Where(word => !IsRole(word)));

        // past and present alone have nothing else in common.
        yield return key.Length == 0 && words.Any(word => word is "past" or "present") ? "past" : key;

        // past_key_values.0.key is present.0.key; past_key_values is no part of the tensor's own name.
        int at = words.FindIndex(IsRole);
        if (at >= 0 && at + 2 < words.Count && words[at + 1] == "key" && words[at + 2] == "values")
        {
            yield return string.Join(" ", words.Take(at).Concat(words.Skip(at + 3)).Where(word => !IsRole(word)));
        }
        else if (at >= 0 && at + 1 < words.Count && words[at + 1] is "kv" or "keys" or "cache")
        {
            yield return string.Join(" ", words.Take(at).Concat(words.Skip(at + 2)).Where(word => !IsRole(word)));
        }
    }

    private static bool IsRole(string word) => Before.Contains(word) || After.Contains(word);
}
