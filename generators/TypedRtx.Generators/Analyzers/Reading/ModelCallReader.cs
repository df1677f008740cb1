using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TypedRtx.Generators.Analyzers.Reading;

/// <summary>Reads what calls of <c>Run</c>, <c>RunAsync</c> and of methods that take dims give to a model.</summary>
internal static class ModelCallReader
{
    private static readonly string[] TakesDims = ["Bind", "BindDevice", "NewState", "WarmAsync"];

    /// <summary>Reads a call of a model's method; one per <c>Dims</c> where it takes several, nothing where it is none.</summary>
    public static IEnumerable<ModelCall> Read(
        IInvocationOperation call, Func<INamedTypeSymbol, ModelShapes?> shapesOf, KnownTypes types)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.IsStatic
            || call.Instance?.Type is not INamedTypeSymbol type
            || !types.IsModel(type)
            || shapesOf(type) is not { } model)
        {
            yield break;
        }

        // The user's half may have methods of its own, to which the same words mean something else.
        bool isRun = method.Name is "Run" or "RunAsync";
        if (!isRun && !TakesDims.Contains(method.Name))
        {
            yield break;
        }

        bool givesSymbols = isRun
            ? method.Parameters.Any(parameter => KnownTypes.TensorOf(parameter) is not null)
            : method.Parameters.All(parameter => model.SymbolOf(parameter.Name) >= 0);
        List<GivenSymbol> symbols = [];
        List<GivenInput> inputs = [];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter || argument.Value is IInvalidOperation)
            {
                yield break;
            }

            if (KnownTypes.TensorOf(parameter) is { } tensor)
            {
                AddInput(inputs, model, tensor.Name, argument);
            }
            else if (KnownTypes.IsNullableInt(parameter.Type) || parameter.Type.SpecialType == SpecialType.System_Int32)
            {
                if (givesSymbols && argument.ArgumentKind != ArgumentKind.DefaultValue)
                {
                    AddSymbol(symbols, model, parameter.Name, argument.Value);
                }
            }
            else
            {
                foreach (IObjectCreationOperation creation in CreationsOf(argument, call))
                {
                    if (Read(creation, model, method) is { } inner)
                    {
                        yield return inner;
                    }
                }
            }
        }

        if (symbols.Count + inputs.Count > 0)
        {
            yield return new ModelCall(model, symbols, inputs, call);
        }
    }

    // new Bert.Inputs { … }, new Bert.OwnedInputs { … } for a run, and new Bert.Dims(…) for anything.
    private static ModelCall? Read(IObjectCreationOperation creation, ModelShapes model, IMethodSymbol method)
    {
        if (creation.Type is not { ContainingType: { } outer } type || !SymbolEqualityComparer.Default.Equals(outer, model.Class))
        {
            return null;
        }

        List<GivenSymbol> symbols = [];
        List<GivenInput> inputs = [];
        if (type.Name == "Dims")
        {
            foreach (IArgumentOperation argument in creation.Arguments)
            {
                AddSymbol(symbols, model, argument.Parameter?.Name ?? "", argument.Value);
            }

            // An initializer overrides what the constructor was given.
            return creation.Initializer is null ? new ModelCall(model, symbols, inputs, creation) : null;
        }

        if (type.Name is not ("Inputs" or "OwnedInputs") || method.Name is not ("Run" or "RunAsync"))
        {
            return null;
        }

        foreach (IOperation item in creation.Initializer?.Initializers ?? [])
        {
            if (item is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { } property } } assignment
                || assignment.Value is IInvalidOperation)
            {
                return null;
            }

            if (KnownTypes.TensorOf(property) is { } tensor)
            {
                AddInput(inputs, model, tensor.Name, assignment.Value);
            }
            else
            {
                AddSymbol(symbols, model, property.Name, assignment.Value);
            }
        }

        // What is required and missing is the compiler's error.
        return model.Inputs.All(input => input.IsOptional || inputs.Any(given => model.Inputs[given.Input] == input))
            ? new ModelCall(model, symbols, inputs, creation)
            : null;
    }

    // Written in the call, held in a local that is assigned once and only lent to calls, or one of several.
    private static IEnumerable<IObjectCreationOperation> CreationsOf(IArgumentOperation argument, IOperation call)
    {
        IEnumerable<IOperation> values = argument.Value switch
        {
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            ICollectionExpressionOperation collection => collection.Elements,
            { } value => [value],
        };
        foreach (IOperation value in values)
        {
            IOperation operand = Unwrap(value);
            if (operand is ILocalReferenceOperation local)
            {
                // The first of several uses speaks for all of them.
                operand = Locals.OnlyValueOf(local) is { } only && IsFirstUse(local, call) ? Unwrap(only) : operand;
            }

            if (operand is IObjectCreationOperation creation)
            {
                yield return creation;
            }
        }
    }

    private static bool IsFirstUse(ILocalReferenceOperation local, IOperation call) =>
        Locals.ReferencesTo(local.Local, Locals.RootOf(call)).All(other => other.Syntax.SpanStart >= local.Syntax.SpanStart);

    private static IOperation Unwrap(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    private static void AddInput(List<GivenInput> inputs, ModelShapes model, string name, IArgumentOperation argument)
    {
        int input = model.InputOf(name);
        if (input >= 0)
        {
            SourceShape shape = argument.ArgumentKind == ArgumentKind.DefaultValue
                ? SourceShape.Absent
                : ShapeOf(argument.Value);
            inputs.Add(new GivenInput(input, shape, argument.Value));
        }
    }

    private static void AddInput(List<GivenInput> inputs, ModelShapes model, string name, IOperation value)
    {
        int input = model.InputOf(name);
        if (input >= 0)
        {
            inputs.Add(new GivenInput(input, ShapeOf(value), value));
        }
    }

    // A list stands for several inputs, and its length is not theirs.
    private static SourceShape ShapeOf(IOperation value) =>
        KnownTypes.IsListOfTensors(value.Type) ? SourceShape.Unknown : SourceShapeReader.Read(value);

    private static void AddSymbol(List<GivenSymbol> symbols, ModelShapes model, string member, IOperation value)
    {
        int symbol = model.SymbolOf(member);
        if (symbol >= 0 && !IsNull(value))
        {
            symbols.Add(new GivenSymbol(symbol, ConstantLength.Of(value), value));
        }
    }

    private static bool IsNull(IOperation value) => Unwrap(value) switch
    {
        { ConstantValue: { HasValue: true, Value: null } } => true,
        IDefaultValueOperation { Type: { } type } => KnownTypes.IsNullableInt(type),
        _ => false,
    };
}
