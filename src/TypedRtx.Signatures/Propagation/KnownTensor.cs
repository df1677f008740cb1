namespace TypedRtx.Signatures;

/// <summary>What is known of a value inside a graph; nothing of one that is no tensor.</summary>
internal sealed class KnownTensor
{
    /// <summary>Longer arithmetic is no length of a real model, and costs time in every node behind it.</summary>
    private const int MaxTextLength = 512;

    private KnownTensor(ElementType element, IReadOnlyList<DimensionExpression?>? shape, IReadOnlyList<KnownNumber?>? numbers)
    {
        Element = element;
        Shape = shape;
        Numbers = numbers;
    }

    /// <summary>A value of which nothing is known.</summary>
    public static KnownTensor Unknown { get; } = new(ElementType.Undefined, null, null);

    /// <summary>The element type; <see cref="ElementType.Undefined"/> when it is not known.</summary>
    public ElementType Element { get; }

    /// <summary>The lengths of the axes, null where one is not known; null when the rank is not known.</summary>
    public IReadOnlyList<DimensionExpression?>? Shape { get; }

    /// <summary>The elements in row-major order, null where one is not known; null when they are many or no numbers.</summary>
    public IReadOnlyList<KnownNumber?>? Numbers { get; }

    /// <summary>The number of axes; null when it is not known.</summary>
    public int? Rank => Shape?.Count;

    /// <summary>A tensor of which the shape is known.</summary>
    public static KnownTensor Of(ElementType element, IReadOnlyList<DimensionExpression?>? shape) =>
        new(element, Checked(shape), null);

    /// <summary>A tensor of which elements are known; the shape's lengths are numbers and hold as many.</summary>
    public static KnownTensor Of(ElementType element, IReadOnlyList<DimensionExpression?> shape, IReadOnlyList<KnownNumber?> numbers) =>
        numbers.Count > OnnxLimits.FollowedElements ? Of(element, shape) : new(element, shape, [.. numbers.Select(Checked)]);

    /// <summary>A list of integers.</summary>
    public static KnownTensor OfVector(ElementType element, IReadOnlyList<KnownNumber?> numbers) =>
        Of(element, [DimensionExpression.Constant(numbers.Count)], numbers);

    /// <summary>One number without axes.</summary>
    public static KnownTensor OfScalar(ElementType element, KnownNumber? number) => Of(element, [], [number]);

    /// <summary>A tensor that stands in the file.</summary>
    public static KnownTensor Of(ConstantTensor tensor)
    {
        DimensionExpression[] shape = [.. tensor.Lengths.Select(DimensionExpression.Constant)];
        return tensor switch
        {
            { Integers: { } integers } => Of(tensor.Element, shape, [.. integers.Select(KnownNumber.Of)]),
            { Reals: { } reals } => Of(tensor.Element, shape, [.. reals.Select(KnownNumber.TryOf)]),
            _ => Of(tensor.Element, shape),
        };
    }

    /// <summary>The same elements in other axes.</summary>
    public KnownTensor WithShape(IReadOnlyList<DimensionExpression?>? shape) =>
        shape is null || Numbers is null || Lengths.CountOf(shape) != Numbers.Count ? Of(Element, shape) : Of(Element, shape, Numbers);

    /// <summary>The shape without lengths that no axis has, or that are too large to go on with.</summary>
    private static IReadOnlyList<DimensionExpression?>? Checked(IReadOnlyList<DimensionExpression?>? shape)
    {
        if (shape is null || shape.Count > OnnxLimits.Rank)
        {
            return null;
        }

        return shape.Any(IsOut) ? [.. shape.Select(length => IsOut(length) ? null : length)] : shape;
    }

    private static bool IsOut(DimensionExpression? length) =>
        length is not null && (length.IsConstant ? length.ConstantValue < 0 : length.ToString().Length > MaxTextLength);

    private static KnownNumber? Checked(KnownNumber? number) =>
        number is null || number.Numerator.ToString().Length > MaxTextLength ? null : number;
}
