using Microsoft.CodeAnalysis;

namespace TypedRtx.Generators.Analyzers.Shapes;

/// <summary>What a call says of one symbol.</summary>
/// <param name="IsOpen">Whether nothing in the call can decide it.</param>
/// <param name="Value">Its value; -1 where that is not known while compiling.</param>
/// <param name="Origin">What gave it the value, as messages say it.</param>
/// <param name="Source">The expression that gave it the value.</param>
internal readonly record struct SymbolState(bool IsOpen, int Value, string Origin, IOperation? Source)
{
    public static SymbolState Open => new(true, -1, "", null);

    public static SymbolState Decided => new(false, -1, "", null);
}
