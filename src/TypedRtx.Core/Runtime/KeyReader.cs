using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>Reads shapes out of a key (see <see cref="ModelDescriptor.KeyLength"/>).</summary>
internal static class KeyReader
{
    /// <summary>Whether an input is part of runs under this key.</summary>
    public static bool IsGiven(ModelInput input, ReadOnlySpan<int> key) => input.KeyOffset < 0 || key[input.KeyOffset] > 0;

    /// <summary>The shape of an input under this key.</summary>
    public static TensorShape ShapeOf(ModelDescriptor model, ModelInput input, ReadOnlySpan<int> key) => input.Shape is null
        ? new TensorShape(key.Slice(input.KeyOffset + 1, key[input.KeyOffset] - 1))
        : TryShape(input.Shape, key[..model.SymbolNames.Length], out TensorShape shape)
            ? shape
            : throw SymbolErrors.Impossible(model, input, key);

    /// <summary>The shape for given symbols; false when a length does not follow from them.</summary>
    public static bool TryShape(PlannedShape? plan, ReadOnlySpan<int> symbols, out TensorShape shape)
    {
        shape = default;
        if (plan is null)
        {
            return false;
        }

        Span<int> lengths = plan.Rank <= 16 ? stackalloc int[plan.Rank] : new int[plan.Rank];
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            long length = plan.Dimensions[axis].Evaluate(symbols);
            if (length is < 0 or > int.MaxValue)
            {
                return false;
            }

            lengths[axis] = (int)length;
        }

        shape = new TensorShape(lengths);
        return true;
    }
}
