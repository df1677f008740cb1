namespace TypedRtx.SlotTool;

internal enum CppTokenKind
{
    Word,
    Number,
    Text,
    Punctuation,
    Directive,
}
