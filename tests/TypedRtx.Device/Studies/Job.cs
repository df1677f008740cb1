namespace TypedRtx.Device.Studies;

/// <summary>A model and the lengths to measure it at: a line <c>MODEL DIMS [profile=…] [was=…] [then=…] [tags]</c> of a file of jobs.</summary>
/// <param name="Model">The name of the model's file, without extension.</param>
/// <param name="Dims">Its lengths: <c>batch=1,sequence=32</c>.</param>
/// <param name="Profile">The lengths that an engine is built for: <c>batch=1..1..8,sequence=2..64..256</c>; null for none.</param>
/// <param name="Was">What the prototype measured: dynamic over captured; null for nothing.</param>
/// <param name="Then">Further lengths, for studies that go on to others.</param>
/// <param name="Tags">Which studies take it, besides those that take all.</param>
internal sealed record Job(string Model, string Dims, string? Profile, string? Was, string[] Then, string[] Tags)
{
    public static Job Parse(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string? Value(string name) => Array.Find(words, word => word.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
        return new Job(
            words[0],
            words[1],
            Value("profile="),
            Value("was="),
            Value("then=")?.Split(';') ?? [],
            [.. words.Skip(2).Where(word => !word.Contains('=', StringComparison.Ordinal))]);
    }

    /// <summary>The jobs of a file, without comments and empty lines.</summary>
    public static Job[] Read(string file) =>
        [.. File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(Parse)];

    /// <summary>The line that it was read from.</summary>
    public string Line => string.Join(
        ' ',
        new[] { Model, Dims, Profile is null ? "" : $"profile={Profile}", Was is null ? "" : $"was={Was}", Then.Length == 0 ? "" : $"then={string.Join(';', Then)}" }
            .Concat(Tags)
            .Where(word => word.Length > 0));

    public override string ToString() => $"{Model} {Dims}";
}
