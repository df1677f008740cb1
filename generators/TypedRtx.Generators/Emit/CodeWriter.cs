using System.Text;

namespace TypedRtx.Generators.Emit;

/// <summary>Writes indented lines that end with LF.</summary>
internal sealed class CodeWriter
{
    /// <summary>Where lines are broken.</summary>
    public const int MaxColumn = 120;

    private const int SpacesPerLevel = 4;

    private readonly StringBuilder _text = new();
    private int _level;

    public void Line(string line) => _text.Append(' ', _level * SpacesPerLevel).Append(line).Append('\n');

    /// <summary>An empty line, except behind an opening brace.</summary>
    public void Separate()
    {
        if (_text.Length >= 2 && _text[_text.Length - 2] != '{')
        {
            _text.Append('\n');
        }
    }

    /// <summary>A line and a block in braces that ends where the result is disposed.</summary>
    public Block OpenBlock(string line)
    {
        Line(line);
        return OpenBlock();
    }

    /// <summary>A block in braces that ends where the result is disposed.</summary>
    public Block OpenBlock()
    {
        Line("{");
        _level++;
        return new Block(this);
    }

    /// <summary>
    /// A start, items with commas between them and an end: on one line where that fits and is wanted, else one item a
    /// line.
    /// </summary>
    public void List(string start, IReadOnlyCollection<string> items, string end, bool breakAlways = false)
    {
        string line = start + string.Join(", ", items) + end;
        if (items.Count == 0 || (!breakAlways && (_level * SpacesPerLevel) + line.Length <= MaxColumn))
        {
            Line(line);
            return;
        }

        Line(start);
        _level++;
        int index = 0;
        foreach (string item in items)
        {
            Line(++index == items.Count ? item + end : item + ",");
        }

        _level--;
    }

    /// <summary>A member and the expression that it is, on one line where that fits.</summary>
    public void Arrow(string member, string expression)
    {
        string line = $"{member} => {expression};";
        if ((_level * SpacesPerLevel) + line.Length <= MaxColumn)
        {
            Line(line);
            return;
        }

        Line(member + " =>");
        Indented(expression + ";");
    }

    /// <summary>A member and the call that it is, on as few lines as fit.</summary>
    public void ArrowCall(string member, string start, IReadOnlyCollection<string> arguments, string end)
    {
        string line = $"{member} => {start}{string.Join(", ", arguments)}{end};";
        if ((_level * SpacesPerLevel) + line.Length <= MaxColumn)
        {
            Line(line);
            return;
        }

        Line(member + " =>");
        IndentedList(start, arguments, end + ";");
    }

    /// <summary>A line one level deeper than the last.</summary>
    public void Indented(string line)
    {
        _level++;
        Line(line);
        _level--;
    }

    /// <summary>A list, one level deeper than the last line.</summary>
    public void IndentedList(string start, IReadOnlyCollection<string> items, string end)
    {
        _level++;
        List(start, items, end);
        _level--;
    }

    /// <summary>A text of several lines, written as it is at the depth given.</summary>
    public void RawLines(string text, int deeper)
    {
        int spaces = (_level + deeper) * SpacesPerLevel;
        foreach (string line in text.Split('\n'))
        {
            if (line.Length > 0)
            {
                _text.Append(' ', spaces).Append(line);
            }

            _text.Append('\n');
        }
    }

    public override string ToString() => _text.ToString();

    private void CloseBlock()
    {
        _level--;
        Line("}");
    }

    /// <summary>Closes a block where it is disposed.</summary>
    public readonly struct Block(CodeWriter writer) : IDisposable
    {
        public void Dispose() => writer.CloseBlock();
    }
}
