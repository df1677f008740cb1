namespace TypedRtx.Signatures;

/// <summary>The length of one axis as a model states it: a number, an expression of symbols, or nothing.</summary>
public readonly record struct Dimension
{
    private Dimension(DimensionExpression expression) => Expression = expression;

    /// <summary>An axis of which nothing is known.</summary>
    public static Dimension Unknown => default;

    /// <summary>What is known; null when nothing is.</summary>
    public DimensionExpression? Expression { get; }

    /// <summary>Whether the length is a number.</summary>
    public bool IsStatic => Expression is { IsConstant: true };

    /// <summary>The length, when it is a number; otherwise null.</summary>
    public long? Value => Expression is { IsConstant: true } constant ? constant.ConstantValue : null;

    /// <summary>A fixed length.</summary>
    public static Dimension Of(long value) => new(DimensionExpression.Constant(value));

    /// <summary>A length given by an expression.</summary>
    public static Dimension Of(DimensionExpression expression) => new(expression);

    /// <summary>
    /// A length as <c>dim_param</c> states it: parsed as arithmetic where it is, as the exporters write
    /// <c>past_sequence_length + sequence_length</c>, otherwise one symbol of that name.
    /// </summary>
    public static Dimension FromDimParam(string text) =>
        text.Length == 0 ? Unknown : new(DimensionExpression.TryParse(text) ?? DimensionExpression.Symbol(text));

    /// <summary>The text that signatures hold: <c>?</c> when nothing is known.</summary>
    public override string ToString() => Expression?.ToString() ?? "?";
}
