using System.Globalization;

namespace TypedRtx.Signatures;

/// <summary>A recursive-descent parser with bounded depth for <see cref="DimensionExpression"/>.</summary>
internal ref struct DimensionParser
{
    /// <summary>Enough for the text of any expression that <see cref="DimensionBounds"/> lets through.</summary>
    private const int MaxDepth = (3 * DimensionBounds.Depth) + 4;
    private readonly string _text;
    private int _position;
    private int _depth;

    private DimensionParser(string text, int position)
    {
        _text = text;
        _position = position;
    }

    public static DimensionExpression? TryParse(string text)
    {
        int position = 0;
        DimensionExpression? expression = TryParse(text, ref position);
        return text.Substring(position).Trim(' ').Length == 0 ? expression : null;
    }

    /// <summary>Reads the expression that starts at a position, as far as it goes; spaces behind it are left.</summary>
    public static DimensionExpression? TryParse(string text, ref int position)
    {
        try
        {
            DimensionParser parser = new(text, position);
            DimensionExpression? expression = parser.Sum();
            position = parser._position;
            while (position > 0 && text[position - 1] == ' ')
            {
                position--;
            }

            return expression;
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }

    private DimensionExpression? Sum()
    {
        if (++_depth > MaxDepth)
        {
            return null;
        }

        DimensionExpression? left = Product();
        while (left is not null && Next() is '+' or '-')
        {
            char operation = _text[_position++];
            DimensionExpression? right = Product();
            left = right is null ? null : operation == '+' ? left + right : left - right;
        }

        _depth--;
        return left;
    }

    private DimensionExpression? Product()
    {
        DimensionExpression? left = Factor();
        while (left is not null && Next() is '*' or '/')
        {
            char operation = _text[_position++];
            if (operation == '/' && _position < _text.Length && _text[_position] == '/')
            {
                _position++;
            }

            DimensionExpression? right = Factor();
            left = right is null ? null : operation == '*' ? left * right : left / right;
        }

        return left;
    }

    private DimensionExpression? Factor()
    {
        switch (Next())
        {
            case '-':
                _position++;
                if (++_depth > MaxDepth)
                {
                    return null;
                }

                DimensionExpression? negated = Next() is >= '0' and <= '9'
                    ? Number("-")
                    : Factor() is { } factor ? factor * DimensionExpression.Constant(-1) : null;
                _depth--;
                return negated;
            case '(':
                _position++;
                return Close(Sum());
            case '"':
                return SignatureText.TryUnquote(_text, ref _position) is { } name
                    ? DimensionExpression.Symbol(name)
                    : null;
            case >= '0' and <= '9':
                return Number(sign: "");
            case { } c when DimensionText.IsIdentifierStart(c):
                string identifier = Identifier();
                if (Next() != '(')
                {
                    return DimensionExpression.Symbol(identifier);
                }

                _position++;
                return identifier == "floor" ? Close(Sum()) : null;
            default:
                return null;
        }
    }

    private DimensionExpression? Close(DimensionExpression? inner)
    {
        if (inner is null || Next() != ')')
        {
            return null;
        }

        _position++;
        return inner;
    }

    private DimensionExpression? Number(string sign)
    {
        int start = _position;
        while (_position < _text.Length && _text[_position] is >= '0' and <= '9')
        {
            _position++;
        }

        // "3d" is a name that starts with a digit, not three times d.
        if (_position < _text.Length && DimensionText.IsIdentifierPart(_text[_position]))
        {
            return null;
        }

        string digits = _text.Substring(start, _position - start);
        return long.TryParse(sign + digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? DimensionExpression.Constant(value)
            : null;
    }

    private string Identifier()
    {
        int start = _position;
        while (_position < _text.Length && DimensionText.IsIdentifierPart(_text[_position]))
        {
            _position++;
        }

        return _text.Substring(start, _position - start);
    }

    private char? Next()
    {
        SkipSpace();
        return _position < _text.Length ? _text[_position] : null;
    }

    private void SkipSpace()
    {
        while (_position < _text.Length && _text[_position] == ' ')
        {
            _position++;
        }
    }
}
