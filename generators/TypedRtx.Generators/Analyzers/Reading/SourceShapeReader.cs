using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace TypedRtx.Generators.Analyzers.Reading;

/// <summary>Reads the shape of data from the expression that makes it. What it does not know is unknown, never guessed.</summary>
internal static class SourceShapeReader
{
    /// <summary>How far an expression is followed through locals and conversions.</summary>
    public const int MaxDepth = 16;

    public static SourceShape Read(IOperation? operation, int depth = 0)
    {
        if (operation is null || depth > MaxDepth)
        {
            return SourceShape.Unknown;
        }

        return operation switch
        {
            IParenthesizedOperation parentheses => Read(parentheses.Operand, depth + 1),
            IConversionOperation conversion => OfConversion(conversion, depth),
            ICollectionExpressionOperation collection => OfCollection(collection),
            IArrayCreationOperation array => OfArray(array, depth),
            ILocalReferenceOperation local when Locals.OnlyValueOf(local) is { } value => OfLocal(local, value, depth),
            IDefaultValueOperation @default => OfDefault(@default.Type),
            IInvocationOperation invocation => OfInvocation(invocation, depth),
            IObjectCreationOperation creation when KnownTypes.IsTensorView(creation.Type) => OfView(creation, depth),
            _ => OfStackalloc(operation) ?? OfType(operation.Type),
        };
    }

    private static SourceShape OfConversion(IConversionOperation conversion, int depth)
    {
        IOperation operand = conversion.Operand;
        if (operand.ConstantValue is { HasValue: true, Value: null })
        {
            return conversion.Type is IArrayTypeSymbol || KnownTypes.IsTensorView(conversion.Type) || IsNullable(conversion.Type)
                ? SourceShape.Absent
                : SourceShape.Unknown;
        }

        // Arrays and spans keep their lengths on the way into each other and into views; of others nothing is known.
        bool keepsShape = operand is ICollectionExpressionOperation
            || operand.Type is null or IArrayTypeSymbol
            || KnownTypes.IsFlat(operand.Type)
            || KnownTypes.IsTensorView(operand.Type);
        SourceShape shape = keepsShape && TakesShapes(conversion.Type) ? Read(operand, depth + 1) : SourceShape.Unknown;

        // An array that is null becomes an empty span.
        return KnownTypes.IsFlat(conversion.Type) && shape.Certainty != SourceCertainty.Present
            ? SourceShape.Of(SourceCertainty.Present, -1)
            : shape;
    }

    private static SourceShape OfCollection(ICollectionExpressionOperation collection)
    {
        bool isFlat = collection.Type is IArrayTypeSymbol { Rank: 1 }
            || KnownTypes.IsFlat(collection.Type)
            || KnownTypes.IsTensorView(collection.Type);
        return !isFlat
            ? SourceShape.Unknown
            : collection.Elements.Any(element => element is ISpreadOperation)
                ? SourceShape.Of(SourceCertainty.Present, -1)
                : SourceShape.Of(SourceCertainty.Present, collection.Elements.Length);
    }

    private static SourceShape OfArray(IArrayCreationOperation array, int depth) => OfAxes(array.DimensionSizes, depth);

    private static SourceShape OfAxes(IEnumerable<IOperation> axes, int depth) => SourceShape.Of(
        SourceCertainty.Present, [.. axes.Select(axis => ConstantLength.Of(axis, depth + 1) is >= 0 and { } length ? length : -1)]);

    private static SourceShape OfLocal(ILocalReferenceOperation local, IOperation value, int depth)
    {
        SourceShape shape = Read(value, depth + 1);
        return shape.Lengths is null && shape.Certainty != SourceCertainty.Absent ? OfType(local.Type) : shape;
    }

    private static SourceShape OfDefault(ITypeSymbol? type) =>
        type is IArrayTypeSymbol || KnownTypes.IsTensorView(type) || IsNullable(type) ? SourceShape.Absent
        : KnownTypes.IsFlat(type) ? SourceShape.Of(SourceCertainty.Present, 0)
        : SourceShape.Unknown;

    // array.AsSpan() and array.AsMemory(): the whole of it.
    private static SourceShape OfInvocation(IInvocationOperation invocation, int depth)
    {
        if (!KnownTypes.IsFlat(invocation.Type)
            || invocation.TargetMethod is not { Name: "AsSpan" or "AsMemory", ContainingType.Name: "MemoryExtensions" }
            || invocation.Arguments is not [{ Value: { Type: IArrayTypeSymbol { Rank: 1 } } array }])
        {
            return OfType(invocation.Type);
        }

        SourceShape shape = Read(array, depth + 1);
        return shape.Certainty == SourceCertainty.Present ? shape : OfType(invocation.Type);
    }

    // new TensorView<float>(data, [2, 3]) and with new TensorShape(2, 3).
    private static SourceShape OfView(IObjectCreationOperation creation, int depth)
    {
        IOperation? shape = creation.Arguments
            .FirstOrDefault(argument => KnownTypes.IsTensorShape(argument.Parameter?.Type))?.Value;
        while (shape is IConversionOperation { OperatorMethod: null } conversion)
        {
            shape = conversion.Operand;
        }

        if (shape is IObjectCreationOperation { Arguments: [{ Value: { } dimensions }] })
        {
            shape = dimensions;
        }

        IEnumerable<IOperation>? axes = shape switch
        {
            ICollectionExpressionOperation collection => collection.Elements,
            IArrayCreationOperation { Initializer: { } values } => values.ElementValues,
            _ => null,
        };
        return axes is null || axes.Any(axis => axis is ISpreadOperation) ? SourceShape.Unknown : OfAxes(axes, depth);
    }

    // Roslyn has no operation of its own for stackalloc.
    private static SourceShape? OfStackalloc(IOperation operation)
    {
        if (operation.Syntax is ImplicitStackAllocArrayCreationExpressionSyntax implicitly)
        {
            return SourceShape.Of(SourceCertainty.Present, implicitly.Initializer.Expressions.Count);
        }

        if (operation.Syntax is not StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax type } allocation)
        {
            return null;
        }

        if (allocation.Initializer is { } initializer)
        {
            return SourceShape.Of(SourceCertainty.Present, initializer.Expressions.Count);
        }

        SyntaxNode? size = type.RankSpecifiers is [{ Sizes: [{ } only] }] ? only : null;
        IOperation? length = size is null ? null : operation.ChildOperations.FirstOrDefault(child => child.Syntax == size);
        int? constant = size is null ? null : operation.SemanticModel?.GetConstantValue(size).Value as int?;
        return SourceShape.Of(SourceCertainty.Present, (ConstantLength.Of(length) ?? constant) is >= 0 and { } n ? n : -1);
    }

    private static SourceShape OfType(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => SourceShape.Of(SourceCertainty.Maybe, [.. Enumerable.Repeat(-1, array.Rank)]),
        _ when KnownTypes.IsFlat(type) => SourceShape.Of(SourceCertainty.Present, -1),
        _ => SourceShape.Unknown,
    };

    private static bool TakesShapes(ITypeSymbol? type) =>
        type is IArrayTypeSymbol
        || KnownTypes.IsFlat(type)
        || KnownTypes.IsTensorView(type)
        || (IsNullable(type) && KnownTypes.IsFlat(((INamedTypeSymbol)type!).TypeArguments[0]))
        || type is { Name: "Tensor", ContainingNamespace: { Name: "Tensors", ContainingNamespace.Name: "Numerics" } };

    private static bool IsNullable(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
}
