using System.Globalization;

namespace TypedRtx.Signatures;

/// <summary>A cursor over the text of a profile; its errors name the column, what belongs there and what stands there.</summary>
internal ref struct ProfileCursor(string text)
{
    private int _position;

    /// <summary>A name in quotes, or all that stands before the character that ends it.</summary>
    public string Name(char end, string what)
    {
        SkipSpace();
        if (Peek() == '"')
        {
            return SignatureText.TryUnquote(text, ref _position) ?? throw Error($"{what}, with the quote that closes it");
        }

        int start = _position;
        while (_position < text.Length && text[_position] != end && text[_position] is not ('"' or '|' or ','))
        {
            _position++;
        }

        string name = text.Substring(start, _position - start).Trim();
        if (name.Length > 0)
        {
            return name;
        }

        _position = start;
        throw Error(what);
    }

    /// <summary>The text up to the next <c>,</c> or <c>|</c> outside of quotes.</summary>
    public string Piece(string what)
    {
        SkipSpace();
        int start = _position;
        while (_position < text.Length && text[_position] is not (',' or '|'))
        {
            if (text[_position] != '"')
            {
                _position++;
            }
            else if (SignatureText.TryUnquote(text, ref _position) is null)
            {
                throw Error("a name with the quote that closes it");
            }
        }

        string piece = text.Substring(start, _position - start).Trim();
        return piece.Length > 0 ? piece : throw Error(what);
    }

    public int Number(string what)
    {
        SkipSpace();
        int start = _position;
        if (Peek() == '-')
        {
            _position++;
        }

        int digits = _position;
        while (Peek() is >= '0' and <= '9')
        {
            _position++;
        }

        if (_position == digits)
        {
            _position = start;
            throw Error(what);
        }

        string number = text.Substring(start, _position - start);
        if (int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value))
        {
            return value;
        }

        _position = start;
        throw Error($"a number of at most {DimensionExpression.Number(int.MaxValue)}", number);
    }

    public bool TryTake(char expected)
    {
        SkipSpace();
        if (Peek() != expected)
        {
            return false;
        }

        _position++;
        return true;
    }

    public void Expect(char expected, string what)
    {
        if (!TryTake(expected))
        {
            throw Error(what);
        }
    }

    public void ExpectDots()
    {
        SkipSpace();
        if (string.CompareOrdinal(text, _position, "..", 0, 2) != 0)
        {
            throw Error("'..' or the end");
        }

        _position += 2;
    }

    public bool IsAtEnd()
    {
        SkipSpace();
        return _position == text.Length;
    }

    public readonly ProfileFormatException Error(string expected) => Error(
        expected, _position >= text.Length ? null : text.Substring(_position, char.IsSurrogatePair(text, _position) ? 2 : 1));

    private readonly ProfileFormatException Error(string expected, string? found) => new(
        $"'{text}', column {DimensionExpression.Number(_position + 1)}: expected {expected}, found "
        + $"{(found is null ? "the end" : SignatureText.Quote(found))}");

    private readonly char? Peek() => _position < text.Length ? text[_position] : null;

    private void SkipSpace()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }
    }
}
