using TypedRtx.Signatures;

namespace TypedRtx;

/// <summary>The lengths that the symbols of a model will have. Engines are built for profiles; elsewhere they bound what is run.</summary>
public sealed class OptimizationProfile
{
    private readonly SymbolRange[] _ranges;
    private readonly double _volume = 1;

    /// <summary>Makes a profile. Declared ones are properties of the generated class <c>Profiles</c>.</summary>
    /// <param name="name">The name, for messages.</param>
    /// <param name="ranges">One range per free symbol of the model.</param>
    /// <exception cref="ArgumentException">The name is empty, a symbol has two ranges, or a range is not in order.</exception>
    public OptimizationProfile(string name, params ReadOnlySpan<SymbolRange> ranges)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        _ranges = ranges.ToArray();
        HashSet<string> symbols = new(StringComparer.Ordinal);
        foreach (SymbolRange range in _ranges)
        {
            ArgumentNullException.ThrowIfNull(range, nameof(ranges));
            if (range.Disorder is { } disorder)
            {
                throw new ArgumentException($"Profile '{name}': {disorder}.", nameof(ranges));
            }

            if (!symbols.Add(range.Symbol))
            {
                throw new ArgumentException($"Profile '{name}': {range.Symbol} has two ranges.", nameof(ranges));
            }

            _volume *= 1d + range.Max - range.Min;
        }
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>One range per free symbol, in the order of the model's symbols.</summary>
    public IReadOnlyList<SymbolRange> Ranges => _ranges;

    /// <summary>
    /// The profile that a run of given lengths belongs to: of those that contain them the one that allows the fewest sets of
    /// lengths, and of equals the first. Null when none contains them.
    /// </summary>
    /// <param name="profiles">The profiles of one model, in order of declaration.</param>
    /// <param name="lengths">
    /// One length per free symbol, in the order of the model's symbols; negative where only an input that is left out has the symbol.
    /// </param>
    public static OptimizationProfile? Choose(IReadOnlyList<OptimizationProfile> profiles, ReadOnlySpan<int> lengths)
    {
        ArgumentNullException.ThrowIfNull(profiles);
        OptimizationProfile? chosen = null;
        for (int i = 0; i < profiles.Count; i++)
        {
            if (profiles[i].Contains(lengths) && (chosen is null || profiles[i]._volume < chosen._volume))
            {
                chosen = profiles[i];
            }
        }

        return chosen;
    }

    /// <summary>Whether every length lies in the range of its symbol.</summary>
    /// <param name="lengths">
    /// One length per symbol, in the order of <see cref="Ranges"/>; negative where only an input that is left out has the symbol.
    /// </param>
    /// <exception cref="ArgumentException">There are more or fewer lengths than ranges.</exception>
    public bool Contains(params ReadOnlySpan<int> lengths) => FirstOutside(lengths) < 0;

    /// <summary>The lengths that a dimension of the model has in this profile; null where they do not follow from the symbols.</summary>
    /// <param name="dimension">A dimension of the shape plan of the model that the profile belongs to.</param>
    public SymbolRange? RangeOf(PlannedDimension dimension)
    {
        ArgumentNullException.ThrowIfNull(dimension);
        return ProfileArithmetic.RangeOf(dimension, _ranges);
    }

    /// <summary>Name and ranges, as item metadata declares them: <c>chat: batch=1..1..4, sequence=1..64..512</c>.</summary>
    public override string ToString() => $"{ProfileText.Name(Name)}: {string.Join(", ", Ranges)}";

    /// <summary>The first symbol whose length lies outside; -1 when all lie inside.</summary>
    internal int FirstOutside(ReadOnlySpan<int> lengths)
    {
        if (lengths.Length != _ranges.Length)
        {
            throw new ArgumentException(
                $"Profile '{Name}' has {_ranges.Length} symbols, and {lengths.Length} lengths were given.", nameof(lengths));
        }

        for (int i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] >= 0 && !_ranges[i].Contains(lengths[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
