namespace TypedRtx.Generators.Planning.Naming;

/// <summary>The C# names that a project chose itself, by role and index.</summary>
internal sealed class GivenNames
{
    private readonly Dictionary<(NameRole Role, int Index), string> _names = [];

    /// <summary>A model whose names are all made of the ONNX ones.</summary>
    public static GivenNames None { get; } = new();

    /// <summary>The chosen name; null when none was.</summary>
    public string? Of(NameRole role, int index) => _names.TryGetValue((role, index), out string? name) ? name : null;

    /// <summary>The chosen names of a role.</summary>
    public IEnumerable<string> Of(NameRole role) => _names.Where(pair => pair.Key.Role == role).Select(pair => pair.Value);

    public void Add(NameRole role, int index, string name) => _names.Add((role, index), name);
}
