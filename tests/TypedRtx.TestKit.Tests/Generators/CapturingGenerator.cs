using Microsoft.CodeAnalysis;

namespace TypedRtx.TestKit.Tests;

/// <summary>A generator that does the wrong thing: it remembers every compilation it has seen.</summary>
internal sealed class CapturingGenerator : IIncrementalGenerator
{
    private readonly List<Compilation> _seen = [];

    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterSourceOutput(context.CompilationProvider, (_, compilation) => _seen.Add(compilation));
}
