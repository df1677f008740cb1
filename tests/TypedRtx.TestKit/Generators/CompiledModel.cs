using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace TypedRtx.TestKit;

/// <summary>A compilation emitted into memory and loaded beside the tests; disposal lets go of it.</summary>
/// <remarks>Assemblies that the tests reference are theirs, so that types passed in and out are the same.</remarks>
public sealed class CompiledModel : IDisposable
{
    private readonly AssemblyLoadContext _context;
    private readonly Dictionary<string, string> _references;

    private CompiledModel(Compilation compilation, Stream assembly)
    {
        _references = compilation.References.OfType<PortableExecutableReference>()
            .Where(reference => File.Exists(reference.FilePath))
            .Select(reference => reference.FilePath!)
            .GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Last(), StringComparer.OrdinalIgnoreCase);
        _context = new AssemblyLoadContext(compilation.AssemblyName, isCollectible: true);
        _context.Resolving += (context, name) =>
            _references.TryGetValue(name.Name!, out string? path) ? context.LoadFromAssemblyPath(path) : null;
        Assembly = _context.LoadFromStream(assembly);
    }

    /// <summary>The loaded assembly.</summary>
    public Assembly Assembly { get; }

    /// <summary>Emits and loads what a generator run gave.</summary>
    /// <param name="run">The run.</param>
    /// <param name="resources">Resources to embed, by name; null for none.</param>
    public static CompiledModel Load(GeneratorRun run, IReadOnlyDictionary<string, byte[]>? resources = null) =>
        Load(run.Output, resources);

    /// <summary>Emits and loads a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="resources">Resources to embed, by name; null for none.</param>
    public static CompiledModel Load(Compilation compilation, IReadOnlyDictionary<string, byte[]>? resources = null)
    {
        using MemoryStream stream = new();
        ResourceDescription[] embedded =
        [
            .. (resources ?? new Dictionary<string, byte[]>())
                .Select(pair => new ResourceDescription(pair.Key, () => new MemoryStream(pair.Value), isPublic: true)),
        ];
        EmitResult result = compilation.Emit(stream, manifestResources: embedded);
        if (!result.Success)
        {
            string errors = string.Join(
                '\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(20));
            Assert.Fail($"The compilation cannot be emitted:\n{errors}");
        }

        stream.Position = 0;
        return new CompiledModel(compilation, stream);
    }

    /// <summary>A type by its full name, with <c>+</c> before a nested one.</summary>
    public Type Type(string fullName) => Assembly.GetType(fullName, throwOnError: true)!;

    /// <summary>Calls a static method without overloads, public or not, and gives what it returns.</summary>
    public object? Call(string typeName, string method, params object?[] arguments)
    {
        MethodInfo found = Type(typeName).GetMethod(
            method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            ?? throw new MissingMethodException(typeName, method);
        return found.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    /// <summary>Lets the runtime unload the assembly once nothing of it is in use.</summary>
    public void Dispose() => _context.Unload();
}
