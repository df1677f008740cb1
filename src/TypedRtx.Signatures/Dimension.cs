namespace TypedRtx.Signatures;

/// <summary>The length of one axis as a model states it: a number, an expression of symbols, or nothing.</summary>
public readonly record struct Dimension
{
    private const int MaxArithmeticLength = 512;

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
    /// <c>past_sequence_length + sequence_length</c>, otherwise one symbol of that name. What exporters write for "not
    /// known" (<c>?</c>, <c>None</c>, <c>-1</c>, nothing) is <see cref="Unknown"/>. A text that comes out as a number
    /// is a symbol of that name all the same: the model had a field for numbers and did not use it.
    /// </summary>
    public static Dimension FromDimParam(string text)
    {
        if (text is "" or "?" or "None" or "-1")
        {
            return Unknown;
        }

        // In a model a quote is part of the name; only signatures quote.
        DimensionExpression? parsed = text.Length > MaxArithmeticLength || text.Contains('"')
            ? null
            : DimensionExpression.TryParse(text);
        return new(parsed is null or { IsConstant: true } ? DimensionExpression.Symbol(text) : parsed);
    }

    /// <summary>The text that signatures hold: <c>?</c> when nothing is known.</summary>
    public override string ToString() => Expression?.ToString() ?? "?";
}
