namespace TypedRtx.SlotTool;

/// <summary>Cuts header text into tokens. Comments go; a preprocessor line stays as one token, so that it can be refused.</summary>
internal sealed class CppTokenizer
{
    private readonly string _text;
    private int _position;
    private int _line = 1;

    private CppTokenizer(string text) => _text = text.Replace("\r\n", "\n", StringComparison.Ordinal);

    public static List<CppToken> Read(string text)
    {
        CppTokenizer tokenizer = new(text);
        List<CppToken> tokens = [];
        while (tokenizer.Next() is { } token)
            tokens.Add(token);

        return tokens;
    }

    private static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private CppToken? Next()
    {
        SkipBlanksAndComments();
        if (_position >= _text.Length)
            return null;

        char c = _text[_position];
        int start = _position;
        int line = _line;
        if (c == '#')
            return Cut(CppTokenKind.Directive, EndOfDirective(), start, line);
        if (c is '"' or '\'')
            return Cut(CppTokenKind.Text, EndOfText(c), start, line);
        if (!IsWordPart(c))
            return Cut(CppTokenKind.Punctuation, start + (At("::") || At("[[") || At("]]") ? 2 : 1), start, line);

        int end = start;
        // 127U, 0x1F, 1'000 and 1.0F are numbers whatever their letters mean.
        bool number = char.IsAsciiDigit(c);
        while (end < _text.Length && (IsWordPart(_text[end]) || (number && _text[end] is '.' or '\'')))
            end++;

        return Cut(number ? CppTokenKind.Number : CppTokenKind.Word, end, start, line);
    }

    private CppToken Cut(CppTokenKind kind, int end, int start, int line)
    {
        MoveTo(end);
        return new CppToken(kind, _text[start..end], line);
    }

    private bool At(string text) => string.CompareOrdinal(_text, _position, text, 0, text.Length) == 0;

    private void SkipBlanksAndComments()
    {
        while (_position < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_position]))
                MoveTo(_position + 1);
            else if (At("//"))
                MoveTo(Find("\n", _position));
            else if (At("/*"))
                MoveTo(Math.Min(_text.Length, Find("*/", _position + 2) + 2));
            else
                return;
        }
    }

    private int EndOfDirective()
    {
        int end = Find("\n", _position);
        while (end < _text.Length && _text[end - 1] == '\\')
            end = Find("\n", end + 1);

        return end;
    }

    private int EndOfText(char quote)
    {
        int end = _position + 1;
        while (end < _text.Length && _text[end] != quote)
            end += _text[end] == '\\' ? 2 : 1;

        return Math.Min(_text.Length, end + 1);
    }

    private int Find(string text, int from)
    {
        int found = _text.IndexOf(text, from, StringComparison.Ordinal);
        return found < 0 ? _text.Length : found;
    }

    private void MoveTo(int position)
    {
        _line += _text.AsSpan(_position, position - _position).Count('\n');
        _position = position;
    }
}
