namespace TypedRtx.SlotTool;

/// <summary>One token of a header, with the line it starts on, from 1.</summary>
internal readonly record struct CppToken(CppTokenKind Kind, string Text, int Line)
{
    public bool Is(string text) => Kind is CppTokenKind.Word or CppTokenKind.Punctuation && Text == text;
}
