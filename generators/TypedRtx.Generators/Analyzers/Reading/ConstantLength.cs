using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TypedRtx.Generators.Analyzers.Reading;

/// <summary>Whole numbers that are known while compiling.</summary>
internal static class ConstantLength
{
    /// <summary>The number; null where it is not known.</summary>
    public static int? Of(IOperation? operation, int depth = 0)
    {
        if (operation is null || depth > SourceShapeReader.MaxDepth)
        {
            return null;
        }

        if (operation.ConstantValue is { HasValue: true } constant)
        {
            return constant.Value switch
            {
                int value => value,
                byte value => value,
                sbyte value => value,
                short value => value,
                ushort value => value,
                uint value and <= int.MaxValue => (int)value,
                long value and >= int.MinValue and <= int.MaxValue => (int)value,
                ulong value and <= int.MaxValue => (int)value,
                _ => null,
            };
        }

        return operation switch
        {
            // Where a long comes down to an int, it may lose digits.
            IConversionOperation conversion when IsInt(conversion.Operand.Type) => Of(conversion.Operand, depth + 1),
            IParenthesizedOperation parentheses => Of(parentheses.Operand, depth + 1),
            ILocalReferenceOperation local when IsInt(local.Type) => Of(Locals.OnlyValueOf(local), depth + 1),
            IPropertyReferenceOperation { Property.Name: "Length", Instance: { } instance }
                when instance.Type is IArrayTypeSymbol || KnownTypes.IsFlat(instance.Type) =>
                SourceShapeReader.Read(instance, depth + 1).Count,
            _ => null,
        };
    }

    private static bool IsInt(ITypeSymbol? type) =>
        type is not null && (type.SpecialType == SpecialType.System_Int32 || KnownTypes.IsNullableInt(type));
}
