using Microsoft.CodeAnalysis;

namespace TypedRtx.Generators.Analyzers.Reading;

/// <summary>The types of TypedRtx that a compilation sees, and what is told by them.</summary>
internal sealed class KnownTypes
{
    private const string TensorAttribute = "OnnxTensorAttribute";
    private const string ProfileAttribute = "OptimizationProfileAttribute";

    private static readonly string[] FlatTypes = ["Span", "ReadOnlySpan", "Memory", "ReadOnlyMemory"];

    private readonly INamedTypeSymbol _model;
    private readonly INamedTypeSymbol? _binding;
    private readonly INamedTypeSymbol? _deviceBinding;
    private readonly INamedTypeSymbol? _state;

    private KnownTypes(INamedTypeSymbol model, Compilation compilation)
    {
        _model = model;
        _binding = compilation.GetTypeByMetadataName("TypedRtx.ModelBinding");
        _deviceBinding = compilation.GetTypeByMetadataName("TypedRtx.ModelDeviceBinding");
        _state = compilation.GetTypeByMetadataName("TypedRtx.ModelState");
    }

    /// <summary>The types; null where the compilation has no models.</summary>
    public static KnownTypes? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName("TypedRtx.TypedModel") is { } model ? new KnownTypes(model, compilation) : null;

    /// <summary>Whether a type is a model's class.</summary>
    public bool IsModel(ITypeSymbol? type) => type is INamedTypeSymbol && Derives(type, _model);

    /// <summary>Whether a type is a binding of a model, on the host or a device.</summary>
    public bool IsBinding(ITypeSymbol? type) =>
        type is INamedTypeSymbol && (Derives(type, _binding) || Derives(type, _deviceBinding));

    /// <summary>Whether a type is the result of a run that borrows memory until it is disposed.</summary>
    public bool IsOutputs(ITypeSymbol? type) =>
        type is INamedTypeSymbol { IsRefLikeType: true, ContainingType: { } outer }
        && IsModel(outer)
        && type.GetMembers("Dispose").OfType<IMethodSymbol>().Any(method => method.Parameters.IsEmpty);

    /// <summary>Whether a type is the state of a model.</summary>
    public bool IsState(ITypeSymbol? type) => type is INamedTypeSymbol && Derives(type, _state);

    /// <summary>Whether a type is a list of tensors, which stands for several inputs.</summary>
    public static bool IsListOfTensors(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType is INamedTypeSymbol { Name: "Tensor", IsGenericType: true },
        INamedTypeSymbol { Name: "ReadOnlySpan" or "Span", TypeArguments: [INamedTypeSymbol { Name: "Tensor", IsGenericType: true }] } => true,
        _ => false,
    };

    /// <summary>Name and type of the ONNX tensor that a parameter or property stands for.</summary>
    public static (string Name, string Type)? TensorOf(ISymbol symbol)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (IsOurs(attribute.AttributeClass, TensorAttribute)
                && attribute.ConstructorArguments is [{ Value: string name }, { Value: string type }])
            {
                return (name, type);
            }
        }

        return null;
    }

    /// <summary>The attributes that declare optimization profiles of a model.</summary>
    public static IEnumerable<AttributeData> ProfilesOf(INamedTypeSymbol model) =>
        model.GetAttributes().Where(attribute => IsOurs(attribute.AttributeClass, ProfileAttribute));

    /// <summary>Whether a type stands in the namespace of the public API, by a name if one is given.</summary>
    public static bool IsOurs(ITypeSymbol? type, string? name = null) =>
        type is { ContainingNamespace: { Name: "TypedRtx", ContainingNamespace.IsGlobalNamespace: true }, ContainingType: null }
        && (name is null || type.Name == name);

    /// <summary>Whether a type is <c>TensorView&lt;T&gt;</c>.</summary>
    public static bool IsTensorView(ITypeSymbol? type) => IsOurs(type, "TensorView");

    /// <summary>Whether a type is the shape of a tensor.</summary>
    public static bool IsTensorShape(ITypeSymbol? type) => IsOurs(type, "TensorShape");

    /// <summary>Whether a type is a span or memory: data without a shape, that is never null.</summary>
    public static bool IsFlat(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Arity: 1, ContainingNamespace: { Name: "System" } space }
        && space.ContainingNamespace.IsGlobalNamespace
        && Array.IndexOf(FlatTypes, type.Name) >= 0;

    /// <summary>Whether a type is <c>int?</c>, as the parameters are that give a symbol.</summary>
    public static bool IsNullableInt(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
        && nullable.TypeArguments[0].SpecialType == SpecialType.System_Int32;

    private static bool Derives(ITypeSymbol type, INamedTypeSymbol? ancestor)
    {
        for (INamedTypeSymbol? current = type.BaseType; current is not null && ancestor is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, ancestor))
            {
                return true;
            }
        }

        return false;
    }
}
