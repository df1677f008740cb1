using System.Runtime.InteropServices;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>Writes the inputs that follow from the length of a state.</summary>
internal static class StateFill
{
    /// <summary>Fills an input.</summary>
    /// <param name="rule">How its values follow.</param>
    /// <param name="element">Its element type.</param>
    /// <param name="bytes">Its memory.</param>
    /// <param name="row">The length of its last axis; 1 for a scalar.</param>
    /// <param name="before">The length before the step.</param>
    /// <param name="after">The length after it.</param>
    public static void Write(FillRule rule, ElementType element, Span<byte> bytes, int row, int before, int after)
    {
        switch (element)
        {
            case ElementType.Int64:
                Write(rule, MemoryMarshal.Cast<byte, long>(bytes), row, before, after);
                break;
            case ElementType.Int32:
                Write(rule, MemoryMarshal.Cast<byte, int>(bytes), row, before, after);
                break;
            case ElementType.Float32:
                MemoryMarshal.Cast<byte, float>(bytes).Fill(1);
                break;
            case ElementType.Float16:
                MemoryMarshal.Cast<byte, Half>(bytes).Fill(Half.One);
                break;
            default:
                bytes.Fill(rule == FillRule.IsContinued && before == 0 ? (byte)0 : (byte)1);
                break;
        }
    }

    private static void Write<T>(FillRule rule, Span<T> values, int row, int before, int after)
        where T : System.Numerics.INumberBase<T>
    {
        if (rule == FillRule.Positions)
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = T.CreateTruncating(before + (i % row));
            }

            return;
        }

        values.Fill(rule switch
        {
            FillRule.Ones => T.One,
            FillRule.LengthBefore => T.CreateTruncating(before),
            FillRule.LengthAfter => T.CreateTruncating(after),
            FillRule.LastPosition => T.CreateTruncating(after - 1),
            _ => before > 0 ? T.One : T.Zero,
        });
    }
}
