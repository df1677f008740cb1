namespace TypedRtx.Signatures;

/// <summary>Finds inputs that follow from the length of a state that grows, by their names and shapes together.</summary>
internal static class FillFinder
{
    public static List<FilledInput> Find(
        ModelSignature signature,
        ShapePlan shapes,
        List<StatePair> pairs,
        string length,
        DimensionExpression growth)
    {
        List<FilledInput> filled = [];
        for (int input = 0; input < signature.Inputs.Count; input++)
        {
            if (signature.Inputs[input] is { IsOptional: false, Type: TensorType type } value
                && shapes.Inputs[input] is { Rank: <= 2 } shape
                && !pairs.Exists(pair => pair.Input == input)
                && RuleOf(value.Name, type.Element, shape, length, growth) is { } rule)
            {
                filled.Add(new FilledInput(input, rule));
            }
        }

        return filled;
    }

    private static FillRule? RuleOf(
        string name,
        ElementType element,
        PlannedShape shape,
        string length,
        DimensionExpression growth)
    {
        List<string> words = StateNames.Words(name);
        bool isInteger = element is ElementType.Int64 or ElementType.Int32;
        DimensionExpression? last = shape.Rank == 0 ? null : DimensionExpression.TryParse(shape.Dimensions[shape.Rank - 1].Text);
        DimensionExpression total = DimensionExpression.Symbol(length) + growth;
        if (words.Contains("mask"))
        {
            return last == total && (isInteger || element is ElementType.Bool or ElementType.Float32 or ElementType.Float16)
                ? FillRule.Ones
                : null;
        }

        bool isPosition = words.Any(word => word is "position" or "positions" or "pos");
        if (isInteger && isPosition && last == growth)
        {
            return FillRule.Positions;
        }

        // One number, or one for each row of the batch, which must not be what grows or what is new.
        bool isNumber = shape.Dimensions.All(dimension => dimension.Constant == 1)
            || (shape.Rank == 1 && shape.Dimensions[0].Symbol >= 0 && last != growth && last != DimensionExpression.Symbol(length));
        if (!isNumber)
        {
            return null;
        }

        if (element == ElementType.Bool)
        {
            return words is ["use", "cache"] or ["use", "cache", "branch"] ? FillRule.IsContinued : null;
        }

        return isInteger ? NumberRule(words, isPosition) : null;
    }

    private static FillRule? NumberRule(List<string> words, bool isPosition)
    {
        bool isLength = words.Any(word => word is "length" or "len" or "lengths" or "lens" or "seqlen" or "seqlens");
        return words switch
        {
            ["seqlens", "k"] => FillRule.LastPosition,
            ["pos"] or ["position"] or ["input", "pos"] => FillRule.LengthBefore,
            _ when isPosition && words.Any(word => word is "start" or "cache" or "past") => FillRule.LengthBefore,
            _ when isLength && words.Any(word => word is "past" or "cache" or "cached") => FillRule.LengthBefore,
            _ when isLength && words.Contains("total") => FillRule.LengthAfter,
            _ => null,
        };
    }
}
