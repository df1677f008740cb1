using System.Globalization;

namespace TypedRtx.Signatures;

/// <summary>
/// Integer arithmetic on symbols: <c>+ - * /</c> (floor division) and parentheses, kept as a sum of products in normal
/// form, so that <c>a + b</c> and <c>b + a</c> are equal values.
/// </summary>
public sealed class DimensionExpression : IEquatable<DimensionExpression>
{
    private readonly string _text;

    internal DimensionExpression(IReadOnlyList<DimensionTerm> terms)
    {
        Terms = terms;
        _text = DimensionText.Write(terms);
    }

    /// <summary>The symbols that occur, each once, in ordinal order.</summary>
    public IReadOnlyList<string> Symbols =>
        [.. Terms.SelectMany(term => term.Symbols).Distinct().OrderBy(symbol => symbol, StringComparer.Ordinal)];

    /// <summary>Whether this is a number.</summary>
    public bool IsConstant => Terms.Count == 0 || (Terms.Count == 1 && Terms[0].Factors.Count == 0);

    /// <summary>The number, when <see cref="IsConstant"/>.</summary>
    /// <exception cref="InvalidOperationException">The expression holds symbols.</exception>
    public long ConstantValue => !IsConstant
        ? throw new InvalidOperationException($"'{_text}' is not a constant.")
        : Terms.Count == 0 ? 0 : Terms[0].Coefficient;

    /// <summary>The name, when this is one bare symbol; otherwise null.</summary>
    public string? SymbolName => Terms is [{ Coefficient: 1, Factors: [{ Symbol: { } name }] }] ? name : null;

    internal IReadOnlyList<DimensionTerm> Terms { get; }

    private bool IsOne => Terms is [{ Coefficient: 1, Factors.Count: 0 }];

    /// <summary>A number.</summary>
    public static DimensionExpression Constant(long value) => new(value == 0 ? [] : [new DimensionTerm(value, [])]);

    /// <summary>A symbol; any text is a name.</summary>
    public static DimensionExpression Symbol(string name) => new([new DimensionTerm(1, [new DimensionFactor(name)])]);

    /// <summary>
    /// Reads arithmetic as exporters write it: <c>+ - * / //</c>, <c>floor(…)</c>, parentheses, identifiers, quoted
    /// names. Gives null when the text is anything else, or overflows.
    /// </summary>
    public static DimensionExpression? TryParse(string text) => DimensionParser.TryParse(text);

    /// <summary>The sum.</summary>
    /// <exception cref="OverflowException">A coefficient leaves 64 bits, or the result is too large.</exception>
    public static DimensionExpression operator +(DimensionExpression left, DimensionExpression right) =>
        left.Terms.Count == 0 ? right
        : right.Terms.Count == 0 ? left
        : left.IsConstant && right.IsConstant ? Constant(checked(left.ConstantValue + right.ConstantValue))
        : DimensionBounds.Check(DimensionAlgebra.Sum(left.Terms, right.Terms));

    /// <summary>The difference.</summary>
    /// <exception cref="OverflowException">A coefficient leaves 64 bits, or the result is too large.</exception>
    public static DimensionExpression operator -(DimensionExpression left, DimensionExpression right) =>
        left + (right * Constant(-1));

    /// <summary>The product.</summary>
    /// <exception cref="OverflowException">A coefficient leaves 64 bits, or the result is too large.</exception>
    public static DimensionExpression operator *(DimensionExpression left, DimensionExpression right) =>
        left.IsOne ? right
        : right.IsOne ? left
        : left.IsConstant && right.IsConstant ? Constant(checked(left.ConstantValue * right.ConstantValue))
        : DimensionBounds.Check(DimensionAlgebra.Product(left.Terms, right.Terms));

    /// <summary>The quotient, rounded towards negative infinity.</summary>
    /// <exception cref="DivideByZeroException">The divisor is the constant 0.</exception>
    /// <exception cref="OverflowException">A coefficient leaves 64 bits, or the result is too large.</exception>
    public static DimensionExpression operator /(DimensionExpression left, DimensionExpression right) =>
        DimensionBounds.Check(DimensionAlgebra.Quotient(left, right));

    /// <summary>Content equality in normal form.</summary>
    public static bool operator ==(DimensionExpression? left, DimensionExpression? right) =>
        left is null ? right is null : left.Equals(right);

    /// <summary>Content inequality in normal form.</summary>
    public static bool operator !=(DimensionExpression? left, DimensionExpression? right) => !(left == right);

    /// <summary>The value for given symbols; null when a symbol is unknown, a divisor is 0 or it overflows.</summary>
    /// <param name="valueOf">The value of a symbol, null when it is not known.</param>
    public long? Evaluate(Func<string, long?> valueOf) => DimensionAlgebra.Evaluate(Terms, valueOf);

    /// <summary>
    /// The same arithmetic on other symbols; null when two symbols become one and a divisor vanishes by that, or when
    /// the result is too large.
    /// </summary>
    /// <param name="nameOf">The new name of a symbol.</param>
    public DimensionExpression? Rename(Func<string, string> nameOf)
    {
        try
        {
            return Replace(name => Symbol(nameOf(name)));
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public bool Equals(DimensionExpression? other) => 
        ReferenceEquals(this, other) || (other is not null && _text == other._text);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DimensionExpression);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    /// <summary>The normal form as text, which <see cref="TryParse"/> reads back to an equal expression.</summary>
    public override string ToString() => _text;

    /// <summary>The arithmetic with an expression in the place of each symbol.</summary>
    /// <exception cref="ArithmeticException">A coefficient leaves 64 bits, or a divisor comes out as 0.</exception>
    internal DimensionExpression Replace(Func<string, DimensionExpression> valueOf) => DimensionAlgebra.Replace(Terms, valueOf);

    internal static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
