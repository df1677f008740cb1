using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using TypedRtx.Signatures;

namespace TypedRtx.EndToEnd.Tests.Support;

/// <summary>
/// Writes the C# that calls one generated class with tensors of any type: reflection cannot, since the class takes and
/// gives ref structs. Members are found by their <c>[OnnxTensor]</c>, so no naming rule is repeated here.
/// </summary>
internal sealed class DriverSource
{
    private readonly INamedTypeSymbol? _class;
    private readonly IMethodSymbol? _run;
    private readonly GeneratedModel _model;

    private DriverSource(GeneratedModel model, INamedTypeSymbol? type)
    {
        _model = model;
        _class = type;
        _run = type?.GetMembers("Run").OfType<IMethodSymbol>()
            .FirstOrDefault(method => method.Parameters is not [{ Type.Name: "Inputs" }]);
    }

    /// <summary>The full name of the driver's class.</summary>
    public string TypeName => $"{GeneratedProject.Namespace}.{_model.ClassName}Driver";

    /// <summary>Whether there is a class that can be run.</summary>
    public bool IsUsable => _run is not null;

    /// <summary>Whether runs of fixed dims are offered.</summary>
    public bool HasBinding => _class!.GetTypeMembers("Binding").Length > 0;

    /// <summary>What the model file says.</summary>
    public ModelSignature Signature => _model.Signature;

    /// <summary>Finds the class of a model in a compilation.</summary>
    public static DriverSource Find(Compilation compilation, GeneratedModel model) =>
        new(model, compilation.Assembly.GetTypeByMetadataName($"{GeneratedProject.Namespace}.{model.ClassName}"));

    /// <summary>The C# of the driver.</summary>
    public string Write() => $$"""
        namespace {{GeneratedProject.Namespace}};

        using System;
        using System.Threading.Tasks;
        using TypedRtx.EndToEnd.Tests.Support;
        using TypedRtx.TestKit;

        public static class {{_model.ClassName}}Driver
        {
            public static IDisposable Load(string path, global::TypedRtx.ModelOptions? options) => {{_model.ClassName}}.LoadFrom(path, options);

            public static TestValue?[] Run(IDisposable model, TestValue?[] inputs)
            {
                using {{_model.ClassName}}.Outputs outputs = (({{_model.ClassName}})model).Run({{Arguments()}});
                return [{{Outputs("Outputs")}}];
            }

            public static async Task<TestValue?[]> RunAsync(IDisposable model, TestValue?[] inputs)
            {
                {{_model.ClassName}}.OwnedOutputs outputs = await (({{_model.ClassName}})model).RunAsync({{OwnedArguments()}}).ConfigureAwait(false);
                return [{{Outputs("OwnedOutputs")}}];
            }

            public static TestValue?[] RunBound(IDisposable model, TestValue?[] inputs, int[] symbols)
            {
                {{(HasBinding ? BoundBody() : "throw new NotSupportedException();")}}
            }
        }

        """;

    private string Arguments() => string.Join(", ", _run!.Parameters
        .Select(parameter => (parameter, index: InputOf(parameter)))
        .Where(pair => pair.index >= 0)
        .Select(pair => $"@{pair.parameter.Name}: {Value(pair.parameter, pair.parameter.Type, pair.index)}"));

    private string OwnedArguments()
    {
        if (_class!.GetTypeMembers("OwnedInputs").FirstOrDefault() is not { } owned)
        {
            return "";
        }

        IEnumerable<string> values = Properties(owned).Where(pair => InputOf(pair.Property) >= 0)
            .Select(pair => $"@{pair.Property.Name} = {Value(pair.Property, pair.Property.Type, InputOf(pair.Property))}");
        return $"new {_model.ClassName}.OwnedInputs {{ {string.Join(", ", values)} }}";
    }

    private string BoundBody()
    {
        StringBuilder body = new();
        IMethodSymbol bind = _class!.GetMembers("Bind").OfType<IMethodSymbol>().First(method => method.Parameters is not [{ Type.Name: "Dims" }]);
        IEnumerable<string> symbols = Enumerable.Range(0, bind.Parameters.Length).Select(i => string.Create(CultureInfo.InvariantCulture, $"symbols[{i}]"));
        body.AppendLine(CultureInfo.InvariantCulture, $"using {_model.ClassName}.Binding outputs = (({_model.ClassName})model).Bind({string.Join(", ", symbols)});");
        foreach ((IPropertySymbol property, string _) in Properties(_class.GetTypeMembers("Binding").Single()))
        {
            int index = InputOf(property);
            if (property.Type.Name == "SpanFamily")
            {
                foreach ((int member, int number) in MembersOf(property).Select((member, number) => (member, number)))
                {
                    body.AppendLine(CultureInfo.InvariantCulture, $"TensorBridge.Fill((TestTensor)inputs[{member}]!, outputs.@{property.Name}[{number}]);");
                }
            }
            else if (index >= 0)
            {
                body.AppendLine(!property.ReturnsByRef && property.SetMethod is null
                    ? $"TensorBridge.Fill((TestTensor)inputs[{index}]!, outputs.@{property.Name});"
                    : $"outputs.@{property.Name} = {Value(property, property.Type, index)};");
            }
        }

        body.AppendLine("outputs.Run();");
        return body.AppendLine(CultureInfo.InvariantCulture, $"return [{Outputs("Binding")}];").ToString();
    }

    // One expression per output of the signature; null where the class does not offer it.
    private string Outputs(string nested)
    {
        Dictionary<string, string> offered = Properties(_class!.GetTypeMembers(nested).Single())
            .Where(pair => IsOutput(pair.Property))
            .SelectMany(pair => ReadersOf(pair.Property, pair.OnnxName))
            .ToDictionary(pair => pair.OnnxName, pair => pair.Code, StringComparer.Ordinal);
        return string.Join(", ", _model.Signature.Outputs.Select(output => offered.GetValueOrDefault(output.Name, "null")));
    }

    private static IEnumerable<(string OnnxName, string Code)> ReadersOf(IPropertySymbol property, string onnxName) =>
        FamilyNames.Holds(property.Type)
            ? FamilyNames.Expand(onnxName).Select((name, i) => (name, string.Create(
                CultureInfo.InvariantCulture,
                $"TensorBridge.{(property.Type is IArrayTypeSymbol ? "ReadTensor" : "ReadView")}(outputs.@{property.Name}[{i}])")))
            : [(onnxName, $"{ReaderOf(property.Type)}(outputs.@{property.Name})")];

    // A binding has inputs and outputs side by side, and a model may name one of each alike.
    private static bool IsOutput(IPropertySymbol property) =>
        property.ContainingType.Name != "Binding" || (property.Type.Name is not ("Span" or "SpanFamily" or "PackedTensor") && !property.ReturnsByRef && property.SetMethod is null);

    private static string ReaderOf(ITypeSymbol type) => type.Name switch
    {
        "TensorView" => "TensorBridge.ReadView",
        "Tensor" when type.NullableAnnotation != NullableAnnotation.Annotated => "TensorBridge.ReadTensor",
        "PackedTensorView" or "PackedTensor" => "TensorBridge.ReadPacked",
        "Tensor" or "IReadOnlyList" or "IReadOnlyDictionary" => "ValueBridge.Read",
        _ => "TensorBridge.ReadScalar",
    };

    private string Value(ISymbol member, ITypeSymbol type, int input)
    {
        if (FamilyNames.Holds(type))
        {
            string element = FamilyNames.ElementOf(type);
            return $"[{string.Join(", ", MembersOf(member).Select(index => $"TensorBridge.Own<{element}>((TestTensor)inputs[{index}]!)!"))}]";
        }

        INamedTypeSymbol named = (INamedTypeSymbol)type;
        bool optional = type.NullableAnnotation == NullableAnnotation.Annotated;
        string tensor = $"inputs[{input}] as TestTensor";
        return named.Name switch
        {
            "IReadOnlyList" when named.TypeArguments[0] is INamedTypeSymbol { Name: "Tensor" } item =>
                $"ValueBridge.Sequence<{item.TypeArguments[0]}>(inputs[{input}])!",
            "IReadOnlyList" => $"ValueBridge.Maps<{Types((INamedTypeSymbol)named.TypeArguments[0])}>(inputs[{input}])!",
            "IReadOnlyDictionary" => $"ValueBridge.Map<{Types(named)}>(inputs[{input}])!",
            "TensorView" => $"TensorBridge.View<{named.TypeArguments[0]}>({tensor})",
            "Tensor" => $"TensorBridge.Own<{named.TypeArguments[0]}>({tensor}){(optional ? "" : "!")}",
            "PackedTensorView" or "PackedTensor" => $"TensorBridge.Packed<{named.TypeArguments[0]}>({tensor}){(optional ? "" : "!")}",
            "Nullable" => $"TensorBridge.ScalarOrNull<{named.TypeArguments[0]}>({tensor})",
            _ => $"TensorBridge.Scalar<{type.WithNullableAnnotation(NullableAnnotation.None)}>({tensor})",
        };
    }

    private static string Types(INamedTypeSymbol map) => $"{map.TypeArguments[0]}, {map.TypeArguments[1]}";

    private int InputOf(ISymbol member)
    {
        if (OnnxNameOf(member) is not { } name || (member is IPropertySymbol property && property.ContainingType.Name == "Binding" && IsOutput(property)))
        {
            return -1;
        }

        string first = FamilyNames.Holds(TypeOf(member)) ? FamilyNames.Expand(name).First() : name;
        return IndexOf(first);
    }

    // The inputs behind a member that stands for several.
    private IEnumerable<int> MembersOf(ISymbol member) => FamilyNames.Expand(OnnxNameOf(member)!).Select(IndexOf);

    private int IndexOf(string name) => _model.Signature.Inputs.ToList().FindIndex(input => input.Name == name);

    private static ITypeSymbol TypeOf(ISymbol member) =>
        member is IPropertySymbol property ? property.Type : ((IParameterSymbol)member).Type;

    private static IEnumerable<(IPropertySymbol Property, string OnnxName)> Properties(INamedTypeSymbol type) => type.GetMembers()
        .OfType<IPropertySymbol>()
        .Where(property => OnnxNameOf(property) is not null)
        .Select(property => (property, OnnxNameOf(property)!));

    private static string? OnnxNameOf(ISymbol member) => member.GetAttributes()
        .FirstOrDefault(attribute => attribute.AttributeClass?.Name == nameof(OnnxTensorAttribute))?.ConstructorArguments[0].Value as string;
}
