using TypedRtx.Generators.Diagnostics;
using TypedRtx.Generators.Inputs;
using TypedRtx.Generators.Planning.Families;
using TypedRtx.Generators.Planning.Naming;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Planning;

/// <summary>
/// Reads the names that a project chose: <c>input.1=Pixels|output:/model/Out:0=Scores</c>. What cannot be read is an
/// error and does nothing, so that the class is there all the same.
/// </summary>
internal static class RenamePlanner
{
    private const string MetadataName = "TypedRtxRename";
    private const char EntryMark = '|';
    private const char NameMark = '=';
    private const int MaxLength = 255;
    private const int MaxNearest = 3;

    private static readonly (string Prefix, NameRole Role)[] Roles =
        [("input:", NameRole.Input), ("output:", NameRole.Output), ("symbol:", NameRole.Dim)];

    /// <summary>The ONNX names that a project gives C# names.</summary>
    public static HashSet<string> Mentioned(FileMetadata metadata) => new(
        Entries(metadata).Where(entry => entry.IndexOf(NameMark) >= 0).SelectMany(entry =>
        {
            string raw = entry.Substring(0, entry.LastIndexOf(NameMark)).Trim();
            (string prefix, _) = Roles.FirstOrDefault(pair => raw.StartsWith(pair.Prefix, StringComparison.Ordinal));
            return prefix is null ? [raw] : new[] { raw, raw.Substring(prefix.Length).Trim() };
        }),
        StringComparer.Ordinal);

    /// <summary>The chosen names that can be given; with diagnostics for the others.</summary>
    public static GivenNames Plan(
        IReadOnlyList<ValueGroup> inputs,
        IReadOnlyList<ValueGroup> outputs,
        IReadOnlyList<string> symbols,
        FileMetadata metadata,
        List<DiagnosticInfo> diagnostics)
    {
        if (metadata.Rename.Length == 0)
        {
            return GivenNames.None;
        }

        ILookup<string, RenameTarget> targets = Targets(inputs, outputs, symbols)
            .ToLookup(target => target.Raw, StringComparer.Ordinal);
        GivenNames given = new();
        foreach (string entry in Entries(metadata))
        {
            if (Give(entry, targets, given) is { } problem)
            {
                diagnostics.Add(DiagnosticInfo.Create(
                    Descriptors.InvalidMetadata, metadata.Source, metadata.File, MetadataName, entry, problem));
            }
        }

        return given;
    }

    private static IEnumerable<string> Entries(FileMetadata metadata) =>
        metadata.Rename.Split(EntryMark).Select(part => part.Trim()).Where(part => part.Length > 0);

    private static IEnumerable<RenameTarget> Targets(
        IReadOnlyList<ValueGroup> inputs,
        IReadOnlyList<ValueGroup> outputs,
        IReadOnlyList<string> symbols) => inputs
        .Select((input, i) => new RenameTarget(NameRole.Input, i, input.Raw))
        .Concat(outputs.Select((output, i) => new RenameTarget(NameRole.Output, i, output.Raw)))
        .Concat(symbols.Select((symbol, i) => new RenameTarget(NameRole.Dim, i, symbol)));

    /// <summary>Gives the name that an entry says; or says what is expected instead.</summary>
    private static string? Give(string entry, ILookup<string, RenameTarget> targets, GivenNames given)
    {
        // ONNX names may hold this mark, C# names may not.
        int mark = entry.LastIndexOf(NameMark);
        if (mark < 0)
        {
            return "it must be ONNX names with the C# names to give them, such as input.1=Pixels|output:/model/Out:0=Scores";
        }

        string raw = entry.Substring(0, mark).Trim();
        string name = Composition.Compose(entry.Substring(mark + 1).Trim());
        RenameTarget[] found = Find(raw, targets);
        if (found.Length != 1)
        {
            return found.Length == 0 ? Unknown(raw, targets) : Ambiguous(raw, found);
        }

        if (!Identifier.IsValid(name) || name.Length > MaxLength)
        {
            return "what follows the last '=' must be an identifier";
        }

        if (ReservedNames.ContainsAnyCase(name, found[0].Role))
        {
            return $"a generated member is named {name}; choose another";
        }

        RenameTarget target = found[0];
        if (given.Of(target.Role, target.Index) is { } first)
        {
            return $"it has the name {first} already";
        }

        if (RolesBeside(target.Role).SelectMany(role => given.Of(role)).Any(other => NameTable.Fold(other) == NameTable.Fold(name)))
        {
            return $"the name {name} is given twice; names of inputs and symbols, and those of outputs, differ in more than case";
        }

        given.Add(target.Role, target.Index, name);
        return null;
    }

    // Inputs and symbols stand side by side in a call, outputs in an object of their own.
    private static NameRole[] RolesBeside(NameRole role) =>
        role == NameRole.Output ? [NameRole.Output] : [NameRole.Input, NameRole.Dim];

    // The whole of it first: TensorFlow has names such as input:0.
    private static RenameTarget[] Find(string raw, ILookup<string, RenameTarget> targets)
    {
        if (targets.Contains(raw))
        {
            return [.. targets[raw]];
        }

        (string prefix, NameRole role) = Roles.FirstOrDefault(pair => raw.StartsWith(pair.Prefix, StringComparison.Ordinal));
        return prefix is null ? [] : [.. targets[raw.Substring(prefix.Length).Trim()].Where(target => target.Role == role)];
    }

    private static string Unknown(string raw, ILookup<string, RenameTarget> targets)
    {
        string[] nearest = [.. NearestName.Order(raw, targets.Select(group => group.Key)).Take(MaxNearest).Select(SignatureText.Quote)];
        return $"no input, output or symbol has the name {SignatureText.Quote(raw)}"
            + (nearest.Length == 0 ? "" : $"; near it {(nearest.Length == 1 ? "is" : "are")} {string.Join(", ", nearest)}");
    }

    private static string Ambiguous(string raw, RenameTarget[] found)
    {
        IEnumerable<string> forms = found
            .Select(target => Roles.First(pair => pair.Role == target.Role).Prefix + raw + NameMark + "…");
        return $"several have the name {SignatureText.Quote(raw)}; say which: {string.Join(", ", forms)}";
    }
}
