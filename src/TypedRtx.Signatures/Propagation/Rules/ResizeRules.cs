namespace TypedRtx.Signatures;

/// <summary>Operators that sample pictures anew.</summary>
internal static class ResizeRules
{
    public static IReadOnlyList<KnownTensor> Resize(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> shape = call.Shape(0);
        if (call.Version < 11)
        {
            return [Scaled(call, shape, AllAxes(shape), call.Numbers(1))];
        }

        IReadOnlyList<long> axes = call.Ints("axes") ?? AllAxes(shape);
        if (call.HasInput(3) && call.Input(3).Shape is not [{ IsConstant: true, ConstantValue: 0 }])
        {
            // Other policies scale all axes by the least or greatest of the factors.
            return call.Text("keep_aspect_ratio_policy", "stretch") == "stretch"
                ? [Sized(call, shape, axes, ShapeRules.ShapeIn(call.Input(3)))]
                : [];
        }

        // What is cropped counts, too.
        return call.Text("coordinate_transformation_mode", "half_pixel") == "tf_crop_and_resize"
            ? []
            : [Scaled(call, shape, axes, call.Numbers(2))];
    }

    public static IReadOnlyList<KnownTensor> Upsample(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> shape = call.Shape(0);
        IReadOnlyList<KnownNumber?> scales = call.Version < 9
            ? [.. (call.Floats("scales") ?? throw new NotFollowedException()).Select(scale => KnownNumber.TryOf(scale))]
            : call.Numbers(1);
        return [Scaled(call, shape, AllAxes(shape), scales)];
    }

    public static IReadOnlyList<KnownTensor> GridSample(OperatorCall call)
    {
        IReadOnlyList<DimensionExpression?> data = call.Shape(0);
        IReadOnlyList<DimensionExpression?> grid = call.Shape(1);
        return data.Count < 3 || grid.Count != data.Count
            ? []
            : [KnownTensor.Of(call.Input(0).Element, [data[0], data[1], .. grid.Skip(1).Take(grid.Count - 2)])];
    }

    private static KnownTensor Sized(
        OperatorCall call, IReadOnlyList<DimensionExpression?> shape, IReadOnlyList<long> axes, IReadOnlyList<DimensionExpression?> sizes)
    {
        DimensionExpression?[] result = [.. shape];
        for (int i = 0; i < axes.Count; i++)
        {
            result[OperatorCall.AxisOf(axes[i], shape.Count)] = sizes.Count == axes.Count ? sizes[i] : throw new NotFollowedException();
        }

        return KnownTensor.Of(call.Input(0).Element, result);
    }

    private static KnownTensor Scaled(
        OperatorCall call, IReadOnlyList<DimensionExpression?> shape, IReadOnlyList<long> axes, IReadOnlyList<KnownNumber?> scales)
    {
        DimensionExpression?[] result = [.. shape];
        for (int i = 0; i < axes.Count; i++)
        {
            int axis = OperatorCall.AxisOf(axes[i], shape.Count);
            KnownNumber? scale = scales.Count == axes.Count ? scales[i] : throw new NotFollowedException();
            KnownNumber? scaled = NumberMath.Multiply(KnownNumber.OrNull(shape[axis]), scale);
            result[axis] = scaled is null ? null : NumberMath.Floor(scaled)?.Integer;
        }

        return KnownTensor.Of(call.Input(0).Element, result);
    }

    private static IReadOnlyList<long> AllAxes(IReadOnlyList<DimensionExpression?> shape) =>
        [.. Enumerable.Range(0, shape.Count).Select(axis => (long)axis)];
}
