namespace TypedRtx.Signatures;

/// <summary>Turns a number of <c>TensorProto.DataType</c> into an element type.</summary>
internal static class ElementNumber
{
    public static ElementType Read(long number, in WireScope scope)
    {
        if (number is > 0 and < int.MaxValue && ElementTypes.IsDefined((ElementType)(int)number))
        {
            return (ElementType)(int)number;
        }

        throw scope.Invalid(number == 0
            ? "the element type is not stated."
            : $"element type {DimensionExpression.Number(number)} does not exist (1 to {(int)ElementType.Int2} do). A "
              + "newer version of TypedRtx may know it.");
    }
}
