namespace TypedRtx.Runtime;

/// <summary>Who bound a symbol, in one integer.</summary>
internal static class SymbolOrigin
{
    public const int Argument = -2;
    public const int State = -3;
    private const int AxisBits = 8;

    public static int Of(int input, int axis) => (input << AxisBits) | axis;

    public static (int Input, int Axis) Read(int origin) => (origin >> AxisBits, origin & ((1 << AxisBits) - 1));
}
