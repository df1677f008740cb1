namespace TypedRtx.Signatures;

/// <summary>Operators that put the same elements into other axes.</summary>
internal static class ReshapeRules
{
    public static IReadOnlyList<KnownTensor> Reshape(OperatorCall call)
    {
        KnownTensor data = call.Input(0);
        IReadOnlyList<DimensionExpression?> wanted = call.Version < 5
            ? [.. (call.Ints("shape") ?? throw new NotFollowedException()).Select(DimensionExpression.Constant)]
            : ShapeRules.ShapeIn(call.Input(1));
        bool allowsZero = call.Int("allowzero", 0) != 0;
        return [data.WithShape(ShapeOf(data.Shape, wanted, allowsZero))];
    }

    public static IReadOnlyList<KnownTensor> Flatten(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> shape = call.Shape(0);
        long stated = call.Int("axis", 1);
        long axis = stated < 0 ? stated + shape.Count : stated;
        return axis < 0 || axis > shape.Count
            ? []
            :
            [
                call.Input(0).WithShape(
                    [Lengths.Product(shape.Take((int)axis)), Lengths.Product(shape.Skip((int)axis))]),
            ];
    }

    private static DimensionExpression?[] ShapeOf(
        IReadOnlyList<DimensionExpression?>? data, IReadOnlyList<DimensionExpression?> wanted, bool allowsZero)
    {
        DimensionExpression?[] result = new DimensionExpression?[wanted.Count];
        HashSet<int> copied = [];
        List<int> open = [];
        bool isZeroSafe = true;
        bool hasInferred = false;
        for (int i = 0; i < result.Length; i++)
        {
            switch (Lengths.ConstantOf(wanted[i]))
            {
                case 0 when !allowsZero:
                    result[i] = data is null ? null : i < data.Count ? data[i] : throw new RunFailsException();
                    copied.Add(i);
                    break;
                case -1:
                    hasInferred = true;
                    open.Add(i);
                    break;
                case null when !Lengths.IsAtLeast(wanted[i], 0):
                    // It may be -1 or 0, which mean other lengths.
                    open.Add(i);
                    break;
                default:
                    result[i] = wanted[i];
                    isZeroSafe &= allowsZero || IsZeroSafe(wanted[i]!, data, i);
                    break;
            }
        }

        if (open.Count == 1)
        {
            // A length that is worked out from the others makes the run fail where one of them is 0; if it is not, they
            // must not be 0 for that.
            bool mayDivide = hasInferred ? isZeroSafe : result.Where((_, i) => i != open[0]).All(length => Lengths.IsAtLeast(length, 1));
            if (data is not null && mayDivide)
            {
                result[open[0]] = ExactQuotient.Of(
                    data.Where((_, axis) => !copied.Contains(axis)),
                    result.Where((_, axis) => axis != open[0] && !copied.Contains(axis)));
            }
        }

        RequireSameElements(hasInferred, data, result);
        return isZeroSafe ? result : Unsafe(result, wanted, data);
    }

    /// <summary>
    /// Whether a symbolic length that comes out as 0 means 0. Without <c>allowzero</c> it means the length that the data
    /// have on that axis, which is the same where that one vanishes too.
    /// </summary>
    private static bool IsZeroSafe(DimensionExpression wanted, IReadOnlyList<DimensionExpression?>? data, int axis) =>
        Lengths.IsAtLeast(wanted, 1)
        || (data is not null && (axis >= data.Count || (data[axis] is { } length && ExactQuotient.Of(length, wanted) is not null)));

    /// <summary>Ends a case in which the shapes cannot hold the same elements.</summary>
    private static void RequireSameElements(bool hasInferred, IReadOnlyList<DimensionExpression?>? data, DimensionExpression?[] result)
    {
        bool isEmpty = result.Any(length => Lengths.ConstantOf(length) == 0);
        if (isEmpty && hasInferred)
        {
            throw new RunFailsException();
        }

        if (data is null || Lengths.Product(data) is not { } before)
        {
            return;
        }

        // A 0 among the lengths decides, whatever the others are.
        DimensionExpression? after = isEmpty ? Lengths.Zero : Lengths.Product(result);
        if (after is not null && (Lengths.IsAtLeast(before - after, 1) || Lengths.IsAtLeast(after - before, 1)))
        {
            throw new RunFailsException();
        }
    }

    private static DimensionExpression?[] Unsafe(
        DimensionExpression?[] result, IReadOnlyList<DimensionExpression?> wanted, IReadOnlyList<DimensionExpression?>? data) =>
        [.. result.Select((length, i) => wanted[i] is { } stated && length == stated && !IsZeroSafe(stated, data, i) ? null : length)];
}
