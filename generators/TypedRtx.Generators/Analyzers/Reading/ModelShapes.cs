using Microsoft.CodeAnalysis;
using TypedRtx.Generators.Analyzers.Profiles;
using TypedRtx.Generators.Planning.Families;
using TypedRtx.Generators.Planning.Naming;
using TypedRtx.Signatures;

namespace TypedRtx.Generators.Analyzers.Reading;

/// <summary>What the attributes of a model's class tell about the shapes of its inputs.</summary>
/// <param name="Class">The class.</param>
/// <param name="Inputs">The inputs that its runs take.</param>
/// <param name="Symbols">The free symbols, in the order of the shape plan.</param>
/// <param name="Profiles">The declared profiles; none where one of them cannot be read.</param>
internal sealed record ModelShapes(
    INamedTypeSymbol Class,
    IReadOnlyList<ModelShapeInput> Inputs,
    IReadOnlyList<ModelSymbol> Symbols,
    IReadOnlyList<DeclaredProfile> Profiles)
{
    /// <summary>Reads a class; null where its shapes are not understood, and then nothing is said about calls.</summary>
    public static ModelShapes? Of(INamedTypeSymbol type)
    {
        IMethodSymbol? run = type.GetMembers("Run").OfType<IMethodSymbol>()
            .FirstOrDefault(method => method.Parameters.Any(parameter => KnownTypes.TensorOf(parameter) is not null));
        return run is null ? null : Of(type, run);
    }

    /// <summary>The index of the symbol that a parameter or property gives; -1 for none.</summary>
    public int SymbolOf(string member)
    {
        for (int i = 0; i < Symbols.Count; i++)
        {
            if (Symbols[i].Parameter == member || Symbols[i].Member == member)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The index of an input by its ONNX name; -1 for none.</summary>
    public int InputOf(string name)
    {
        for (int i = 0; i < Inputs.Count; i++)
        {
            if (Inputs[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    private static ModelShapes? Of(INamedTypeSymbol type, IMethodSymbol run)
    {
        List<ValueSignature> values = [];
        List<IParameterSymbol> parameters = [];
        foreach (IParameterSymbol parameter in run.Parameters)
        {
            if (KnownTypes.TensorOf(parameter) is { } tensor)
            {
                if (TryParse(tensor.Type) is not { } parsed)
                {
                    return null;
                }

                values.Add(new ValueSignature(tensor.Name, parsed));
                parameters.Add(parameter);
            }
        }

        ModelSignature signature = new(default, values.ToEquatableArray(), default, default);
        ShapePlan plan = ShapePlan.From(signature);
        ValueGroup[] groups = [.. values.Select((value, i) => GroupOf(value, i, parameters[i]))];
        string[] members = [.. ModelNames.Of(signature, plan, groups, [], GivenNames.None).Symbols.Select(name => name.Name)];
        string[] offered =
        [
            .. run.Parameters
                .Where(parameter => KnownTypes.IsNullableInt(parameter.Type) && KnownTypes.TensorOf(parameter) is null)
                .Select(parameter => parameter.Name),
        ];
        string[] names = [.. members.Select(ParameterName.From)];
        if (!names.All(offered.Contains))
        {
            // Named by the project, written by another version, or by hand: what is not understood in full is left alone.
            return null;
        }

        ModelSymbol[] symbols =
            [.. plan.Symbols.Select((symbol, i) => new ModelSymbol(symbol.Name, members[i], names[i]))];
        return new ModelShapes(
            type,
            [
                .. values.Select((value, i) => new ModelShapeInput(
                    value.Name, value.Type.ToString()!, parameters[i].Name, plan.Inputs[i], parameters[i].IsOptional)),
            ],
            symbols,
            DeclaredProfile.Of(type, symbols));
    }

    // Several tensors are named after what their names have in common.
    private static ValueGroup GroupOf(ValueSignature value, int index, IParameterSymbol parameter)
    {
        ValueGroup single = ValueGroup.Single(value, index);
        int start = value.Name.IndexOf("{0..", StringComparison.Ordinal);
        int end = start < 0 ? -1 : value.Name.IndexOf('}', start);
        return end > start && KnownTypes.IsListOfTensors(parameter.Type)
            ? single with { Raw = $"{value.Name.Substring(0, start)}*{value.Name.Substring(end + 1)}" }
            : single;
    }

    private static OnnxType? TryParse(string text)
    {
        try
        {
            SignatureLine line = new(text, 1);
            OnnxType type = SignatureTypeParser.Parse(ref line);
            line.ExpectEnd();
            return type;
        }
        catch (SignatureFormatException)
        {
            return null;
        }
    }
}
