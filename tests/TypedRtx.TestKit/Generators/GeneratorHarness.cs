using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedRtx.TestKit;

/// <summary>What a generator runs on: sources, additional files, options and references. Immutable.</summary>
/// <remarks>
/// <c>new GeneratorHarness(new MyGenerator()).WithFile(path, text).Run()</c> checks what <see cref="HarnessChecks"/>
/// lists and gives the result; <see cref="GeneratorRun.Then"/> goes on with an edit on the same driver.
/// </remarks>
public sealed record GeneratorHarness
{
    private const string PropertyPrefix = "build_property.";
    private const string FileMetadataPrefix = "build_metadata.AdditionalFiles.";

    /// <summary>A harness for a generator, with the references of .NET 10 and nothing else.</summary>
    public GeneratorHarness(IIncrementalGenerator generator) => Generator = generator;

    /// <summary>The generator.</summary>
    public IIncrementalGenerator Generator { get; }

    /// <summary>The C# version; one of <see cref="LanguageVersions"/>.</summary>
    public LanguageVersion LanguageVersion { get; init; } = LanguageVersions.CSharp14;

    /// <summary>The kind of the compilation; a library unless the sources hold statements at the top.</summary>
    public OutputKind OutputKind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    /// <summary>The name of the compilation's assembly.</summary>
    public string AssemblyName { get; init; } = "Tests.Generated";

    /// <summary>Steps that may hold Roslyn objects, because they hand the generator's inputs on.</summary>
    public ImmutableHashSet<string> InputSteps { get; init; } = [];

    internal ImmutableList<(string Path, string Text)> Sources { get; private init; } = [];

    internal ImmutableList<AdditionalText> Files { get; private init; } = [];

    internal ImmutableDictionary<string, string> GlobalOptions { get; private init; } =
        ImmutableDictionary<string, string>.Empty;

    internal ImmutableDictionary<string, ImmutableDictionary<string, string>> FileOptions { get; private init; } =
        ImmutableDictionary<string, ImmutableDictionary<string, string>>.Empty;

    internal ImmutableList<MetadataReference> References { get; private init; } = [.. Net100.References.All];

    /// <summary>Adds a C# source, or replaces the one with the same path.</summary>
    public GeneratorHarness WithSource(string text, string path = "Program.cs") =>
        this with { Sources = Sources.RemoveAll(source => source.Path == path).Add((path, text)) };

    /// <summary>Adds a C# source that no generator looks at, as an edit elsewhere in the project.</summary>
    public GeneratorHarness WithUnrelatedSource() =>
        WithSource($"internal static class Unrelated{Sources.Count} {{ }}\n", $"Unrelated{Sources.Count}.cs");

    /// <summary>Adds an additional file with a text, or replaces the one with the same path in its place.</summary>
    /// <param name="path">The path.</param>
    /// <param name="text">The text.</param>
    /// <param name="metadata">Item metadata that the generator sees; when any is given, it replaces all.</param>
    public GeneratorHarness WithFile(string path, string text, params (string Name, string Value)[] metadata) =>
        WithFile(new TestAdditionalText(path, text), metadata);

    /// <summary>Adds an additional file, or replaces the one with the same path in its place.</summary>
    public GeneratorHarness WithFile(AdditionalText file, params (string Name, string Value)[] metadata)
    {
        int index = Files.FindIndex(other => other.Path == file.Path);
        GeneratorHarness harness = this with { Files = index < 0 ? Files.Add(file) : Files.SetItem(index, file) };
        return metadata.Length == 0 ? harness : harness.WithFileMetadata(file.Path, metadata);
    }

    /// <summary>Removes an additional file.</summary>
    public GeneratorHarness WithoutFile(string path) =>
        this with { Files = Files.RemoveAll(file => file.Path == path), FileOptions = FileOptions.Remove(path) };

    /// <summary>Sets the item metadata of an additional file (<c>build_metadata.AdditionalFiles.Name</c>).</summary>
    public GeneratorHarness WithFileMetadata(string path, params (string Name, string Value)[] metadata) => this with
    {
        FileOptions = FileOptions.SetItem(
            path, metadata.ToImmutableDictionary(pair => FileMetadataPrefix + pair.Name, pair => pair.Value)),
    };

    /// <summary>Sets an MSBuild property that the compiler sees (<c>build_property.Name</c>).</summary>
    public GeneratorHarness WithProperty(string name, string value) => WithGlobalOption(PropertyPrefix + name, value);

    /// <summary>Sets a global analyzer option by its whole key.</summary>
    public GeneratorHarness WithGlobalOption(string key, string value) =>
        this with { GlobalOptions = GlobalOptions.SetItem(key, value) };

    /// <summary>Adds references to assemblies by their paths.</summary>
    public GeneratorHarness WithReferences(params string[] paths) =>
        this with { References = References.AddRange(paths.Select(path => MetadataReference.CreateFromFile(path))) };

    /// <summary>Adds references to the assemblies of types.</summary>
    public GeneratorHarness WithReferencesTo(params Type[] types) =>
        WithReferences([.. types.Select(type => type.Assembly.Location).Distinct(StringComparer.Ordinal)]);

    /// <summary>Adds references to assemblies or compilations.</summary>
    public GeneratorHarness WithReferences(params MetadataReference[] references) =>
        this with { References = References.AddRange(references) };

    /// <summary>Runs the generator on a new driver and checks the run.</summary>
    public GeneratorRun Run(HarnessChecks checks = HarnessChecks.All) => GeneratorRun.First(this, checks);

    /// <summary>Equal files and options in new objects, as after a reload of the project.</summary>
    internal GeneratorHarness Copy() => this with
    {
        Files = [.. Files.Select(file => file is TestAdditionalText text ? text.Copy() : file)],
        GlobalOptions = GlobalOptions.ToImmutableDictionary(pair => pair.Key, pair => pair.Value),
    };
}
