using Microsoft.CodeAnalysis;

namespace TypedRtx.TestKit.Tests;

/// <summary>A generator that looks at sources by an attribute, whose own steps in Roslyn hold compilations.</summary>
internal sealed class AttributeGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<string> names = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                "System.ObsoleteAttribute", (_, _) => true, (found, _) => found.TargetSymbol.Name)
            .WithTrackingName("Name");
        context.RegisterSourceOutput(names, (output, name) => output.AddSource($"{name}.g.cs", $"// {name}\n"));
    }
}
