namespace TypedRtx.Signatures;

/// <summary>Elementwise operators over several tensors, which broadcast.</summary>
internal static class BinaryRules
{
    public static IReadOnlyList<KnownTensor> Arithmetic(OperatorCall call)
    {
        // Before version 7 the second tensor is laid over any axes of the first, which alone decides.
        if (call.Version < 7 && call.Operator is ("Add" or "Sub" or "Mul" or "Div" or "Pow"))
        {
            return [KnownTensor.Of(call.Input(0).Element, call.Input(0).Shape)];
        }

        if (call.InputCount == 0)
        {
            return [];
        }

        KnownTensor result = call.Input(0);
        for (int i = 1; i < call.InputCount; i++)
        {
            result = NumberMath.Zip(result, call.Input(i), result.Element, Combine(call, result.Element));
        }

        return [result];
    }

    /// <summary>Before version 7 there is one slope for each channel; since then they broadcast.</summary>
    public static IReadOnlyList<KnownTensor> PRelu(OperatorCall call) =>
    [
        KnownTensor.Of(
            call.Input(0).Element,
            call.Version < 7 ? call.Input(0).Shape : Lengths.Broadcast([call.Input(0).Shape, call.Input(1).Shape])),
    ];

    public static IReadOnlyList<KnownTensor> Comparison(OperatorCall call)
    {
        if (call.Version < 7)
        {
            return [KnownTensor.Of(ElementType.Bool, call.Input(0).Shape)];
        }

        return
        [
            NumberMath.Zip(call.Input(0), call.Input(1), ElementType.Bool, (left, right) =>
                NumberComparison.Compare(call.Operator, left, right) is { } result ? KnownNumber.Of(result ? 1 : 0) : null),
        ];
    }

    public static IReadOnlyList<KnownTensor> Where(OperatorCall call)
    {
        KnownTensor condition = call.Input(0);
        KnownTensor left = call.Input(1);
        KnownTensor right = call.Input(2);
        IReadOnlyList<DimensionExpression?>? shape = Lengths.Broadcast([condition.Shape, left.Shape, right.Shape]);

        // Twice, because pairs are what is combined: first what stands where the condition holds, then where it does not.
        KnownTensor yes = NumberMath.Zip(condition, left, left.Element, (c, value) => c?.Constant == 1 ? value : null);
        KnownTensor no = NumberMath.Zip(condition, right, right.Element, (c, value) => c?.Constant == 0 ? value : null);
        KnownTensor result = NumberMath.Zip(yes, no, left.Element, (a, b) => a ?? b);
        return [result.Numbers is null ? KnownTensor.Of(left.Element, shape) : result];
    }

    private static Func<KnownNumber?, KnownNumber?, KnownNumber?> Combine(OperatorCall call, ElementType element)
    {
        bool isInteger = NumberMath.IsInteger(element);
        if (!isInteger && !NumberMath.IsReal(element))
        {
            return (_, _) => null;
        }

        return call.Operator switch
        {
            "Add" or "Sum" => (left, right) => NumberMath.Add(left, right, 1),
            "Sub" => (left, right) => NumberMath.Add(left, right, -1),
            "Mul" => NumberMath.Multiply,
            "Div" => isInteger ? NumberMath.DivideIntegers : NumberMath.DivideReals,
            "Mod" when isInteger => NumberMath.Remainder,
            "Max" => (left, right) => NumberMath.Extreme(left, right, isGreater: true),
            "Min" => (left, right) => NumberMath.Extreme(left, right, isGreater: false),
            _ => (_, _) => null,
        };
    }
}
