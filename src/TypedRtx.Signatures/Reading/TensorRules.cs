namespace TypedRtx.Signatures;

/// <summary>Compares a tensor's shape with the length of its data, as far as lengths alone tell.</summary>
internal static class TensorRules
{
    private const int MaxVarintLength = 10;

    public static void Check(TensorContents tensor, in WireScope scope)
    {
        ElementType element = ElementNumber.Read(tensor.ElementNumber, scope);
        TensorSize size = TensorSize.Of(element);
        foreach (long length in tensor.Lengths)
        {
            if (length < 0)
            {
                throw scope.Invalid(
                    $"{tensor.Title} has an axis of length {DimensionExpression.Number(length)}; a length is at least "
                    + "0.");
            }

            size = size.Times(length);
        }

        if (size.IsTooLarge)
        {
            throw scope.Invalid($"{tensor.Title} has more bytes than 64 bits can count.");
        }

        if (tensor.RawLength > 0 && tensor.TypedField != 0)
        {
            throw scope.Invalid($"{tensor.Title} holds its data twice, raw and typed.");
        }

        if (tensor.IsExternal)
        {
            CheckExternal(tensor, size, element, scope);
        }
        else if (tensor.TypedField != 0)
        {
            CheckTyped(tensor, size, element, scope);
        }
        else
        {
            CheckRaw(tensor, size, element, scope);
        }
    }

    private static void CheckExternal(TensorContents tensor, TensorSize size, ElementType element, in WireScope scope)
    {
        if (tensor.RawLength > 0 || tensor.TypedField != 0)
        {
            throw scope.Invalid($"{tensor.Title} holds data and says that they are in another file.");
        }

        if (element == ElementType.String)
        {
            throw scope.Invalid($"{tensor.Title} holds strings, which cannot be in another file.");
        }

        ExternalDataRules.Check(tensor, size.Bytes, scope);
    }

    private static void CheckRaw(TensorContents tensor, TensorSize size, ElementType element, in WireScope scope)
    {
        if (element == ElementType.String && tensor.RawLength > 0)
        {
            throw scope.Invalid($"{tensor.Title} holds strings as raw data.");
        }

        long expected = element == ElementType.String ? size.Elements : size.Bytes;
        long found = tensor.RawLength ?? 0;
        if (found != expected)
        {
            throw Mismatch(tensor, element, $"{DimensionExpression.Number(expected)} bytes of data", found, scope);
        }
    }

    private static void CheckTyped(TensorContents tensor, TensorSize size, ElementType element, in WireScope scope)
    {
        int field = FieldOf(element);
        if (tensor.TypedField != field)
        {
            throw scope.Invalid(
                $"{tensor.Title} holds {ElementTypes.NameOf(element)} in field {tensor.TypedField}, where field "
                + $"{field} is meant for them.");
        }

        int width = field switch
        {
            4 => 4,
            10 => 8,
            _ => 0,
        };
        long values = ElementTypes.BitsOf(element) < 8 && element != ElementType.String
            ? size.Bytes
            : element is ElementType.Complex64 or ElementType.Complex128 ? size.Elements * 2 : size.Elements;
        if (width > 0)
        {
            long found = tensor.PackedLength + (tensor.SingleValues * width);
            if (found != values * width)
            {
                string expected = $"{DimensionExpression.Number(values * width)} bytes of data";
                throw Mismatch(tensor, element, expected, found, scope);
            }
        }
        else if (field == 6 ? tensor.SingleValues != values : !CanHold(tensor, values, element))
        {
            throw Mismatch(
                tensor,
                element,
                $"{DimensionExpression.Number(values)} values",
                field == 6 ? tensor.SingleValues : tensor.PackedLength + tensor.SingleValues,
                scope);
        }
    }

    /// <summary>
    /// Whether packed numbers of 1 to 10 bytes can be as many values; how many there are only reading would tell.
    /// </summary>
    private static bool CanHold(TensorContents tensor, long values, ElementType element)
    {
        long packed = values - tensor.SingleValues;
        // Some writers store types below a byte one to a number; more values than expected are theirs.
        bool mayBeMore = ElementTypes.BitsOf(element) < 8;
        return packed >= 0 && packed <= tensor.PackedLength
            && (mayBeMore || tensor.PackedLength / MaxVarintLength <= packed);
    }

    private static int FieldOf(ElementType element) => element switch
    {
        ElementType.Float32 or ElementType.Complex64 => 4,
        ElementType.String => 6,
        ElementType.Int64 => 7,
        ElementType.Float64 or ElementType.Complex128 => 10,
        ElementType.UInt32 or ElementType.UInt64 => 11,
        _ => 5,
    };

    private static OnnxFormatException Mismatch(
        TensorContents tensor, ElementType element, string expected, long found, in WireScope scope) => scope.Invalid(
        $"{tensor.Title} is {ElementTypes.NameOf(element)}"
        + $"[{string.Join(", ", tensor.Lengths.Select(DimensionExpression.Number))}], so {expected} were expected; "
        + $"found {DimensionExpression.Number(found)}.");
}
