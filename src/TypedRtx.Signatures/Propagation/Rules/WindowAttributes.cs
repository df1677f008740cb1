namespace TypedRtx.Signatures;

/// <summary>How a window slides: its size, steps, gaps and what is laid around the data.</summary>
internal sealed class WindowAttributes
{
    private readonly IReadOnlyList<long?> _kernel;
    private readonly IReadOnlyList<long> _strides;
    private readonly IReadOnlyList<long> _dilations;
    private readonly IReadOnlyList<long> _pads;
    private readonly string _padding;
    private readonly bool _roundsUp;

    private WindowAttributes(
        IReadOnlyList<long?> kernel,
        IReadOnlyList<long> strides,
        IReadOnlyList<long> dilations,
        IReadOnlyList<long> pads,
        string padding,
        bool roundsUp)
    {
        _kernel = kernel;
        _strides = strides;
        _dilations = dilations;
        _pads = pads;
        _padding = padding;
        _roundsUp = roundsUp;
    }

    private bool IsSame => _padding is "SAME_UPPER" or "SAME_LOWER";

    /// <summary>Reads the attributes.</summary>
    /// <exception cref="NotFollowedException">One of them does not fit the others.</exception>
    public static WindowAttributes Of(OperatorCall call, IReadOnlyList<long?> kernel, int axes)
    {
        IReadOnlyList<long?> stated =
            call.Ints("kernel_shape") is { } shape ? [.. shape.Select(length => (long?)length)] : kernel;
        string padding = call.Text("auto_pad", "NOTSET");
        IReadOnlyList<long> strides = call.Ints("strides") ?? Repeat(1, axes);
        IReadOnlyList<long> dilations = call.Ints("dilations") ?? Repeat(1, axes);
        IReadOnlyList<long> pads = padding == "NOTSET" ? call.Ints("pads") ?? Repeat(0, 2 * axes) : Repeat(0, 2 * axes);
        bool fits = axes >= 1
            && stated.Count == axes && strides.Count == axes && dilations.Count == axes && pads.Count == 2 * axes
            && strides.Concat(dilations).All(IsSmall) && stated.All(length => length is null || IsSmall(length.Value))
            && pads.All(pad => pad is > -int.MaxValue and < int.MaxValue)
            && padding is "NOTSET" or "VALID" or "SAME_UPPER" or "SAME_LOWER";
        return fits
            ? new WindowAttributes(stated, strides, dilations, pads, padding, call.Int("ceil_mode", 0) != 0)
            : throw new NotFollowedException();
    }

    /// <summary>The number of places of the window on an axis.</summary>
    public DimensionExpression? Convolved(int axis, DimensionExpression? length) =>
        IsSame ? Lengths.DivideUp(length, _strides[axis]) : Lengths.Add(Lengths.Divide(Room(axis, length), _strides[axis]), 1);

    /// <summary>The same, where a last window may stand out over the end.</summary>
    public DimensionExpression? Pooled(int axis, DimensionExpression? length)
    {
        // The runtime leaves gaps out of account when it pads (1.30.0), so fewer places come out than ONNX says.
        if (IsSame && _dilations[axis] > 1)
        {
            return null;
        }

        // Where data are a little shorter than the window, the runtime rounds towards 0 and finds one place.
        if (!IsSame && _strides[axis] > 1 && !Lengths.IsAtLeast(Room(axis, length), 0))
        {
            return null;
        }

        if (IsSame || !_roundsUp)
        {
            return Convolved(axis, length);
        }

        // A window that would begin behind the data is left out, which versions of the runtime did not always do.
        bool mayBeginBehind = _pads[axis + _kernel.Count] - Extent(axis) + _strides[axis] - 1 >= 0;
        return mayBeginBehind ? null : Lengths.Add(Lengths.DivideUp(Room(axis, length), _strides[axis]), 1);
    }

    /// <summary>The length whose convolution has the given one.</summary>
    public DimensionExpression? Transposed(int axis, DimensionExpression? length, long extra) =>
        IsSame || extra is < 0 or > int.MaxValue || Extent(axis) is not { } extent
            ? null
            : Lengths.Add(
                Lengths.Multiply(Lengths.Add(length, -1), _strides[axis]),
                extra + extent - _pads[axis] - _pads[axis + _kernel.Count]);

    /// <summary>How far the first window can move.</summary>
    private DimensionExpression? Room(int axis, DimensionExpression? length) =>
        Extent(axis) is { } extent ? Lengths.Add(length, _pads[axis] + _pads[axis + _kernel.Count] - extent) : null;

    private long? Extent(int axis) => ((_kernel[axis] - 1) * _dilations[axis]) + 1;

    private static bool IsSmall(long value) => value is > 0 and < int.MaxValue;

    private static long[] Repeat(long value, int count) => [.. Enumerable.Repeat(value, Math.Max(0, count))];
}
