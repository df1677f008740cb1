namespace TypedRtx.Signatures;

/// <summary>A range as it was written; its numbers may be out of order.</summary>
/// <param name="Range">The range.</param>
/// <param name="StatesOpt">Whether the text says which length counts most.</param>
internal readonly record struct ParsedRange(SymbolRange Range, bool StatesOpt);
