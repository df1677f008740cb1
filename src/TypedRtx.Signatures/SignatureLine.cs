using System.Globalization;

namespace TypedRtx.Signatures;

/// <summary>A cursor over one line of an <c>.onnxsig</c> text.</summary>
internal ref struct SignatureLine(string text, int number)
{
    private int _position;

    /// <summary>The lower-case letters and digits that follow; empty when there are none.</summary>
    public string Word()
    {
        int start = _position;
        while (_position < text.Length && text[_position] is (>= 'a' and <= 'z') or (>= '0' and <= '9'))
        {
            _position++;
        }

        return text.Substring(start, _position - start);
    }

    public string Quoted() =>
        SignatureText.TryUnquote(text, ref _position) ?? throw Error("expected a name in double quotes.");

    public long Number()
    {
        int start = _position;
        while (_position < text.Length && text[_position] is '-' or (>= '0' and <= '9'))
        {
            _position++;
        }

        string digits = text.Substring(start, _position - start);
        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw Error("expected a whole number of at most 64 bits.");
    }

    public DimensionExpression Expression() =>
        DimensionParser.TryParse(text, ref _position)
        ?? throw Error("expected a length: a number, a symbol, arithmetic on them, or '?'.");

    public bool TryTake(string expected)
    {
        if (string.CompareOrdinal(text, _position, expected, 0, expected.Length) != 0)
        {
            return false;
        }

        _position += expected.Length;
        return true;
    }

    public void Expect(char expected)
    {
        if (_position >= text.Length || text[_position] != expected)
        {
            throw Error($"expected '{expected}'.");
        }

        _position++;
    }

    public readonly void ExpectEnd()
    {
        if (_position < text.Length)
        {
            throw Error("expected the end of the line.");
        }
    }

    public readonly SignatureFormatException Error(string message) =>
        new(number, $"column {DimensionExpression.Number(_position + 1)}: {message}");
}
