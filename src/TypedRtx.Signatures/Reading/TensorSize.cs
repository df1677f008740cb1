namespace TypedRtx.Signatures;

/// <summary>The number of elements of a tensor, guarded against leaving 64 bits even when counted in bits.</summary>
internal readonly record struct TensorSize
{
    private TensorSize(int bits, long elements, bool overflows, bool isEmpty)
    {
        Bits = bits;
        Elements = elements;
        Overflows = overflows;
        IsEmpty = isEmpty;
    }

    /// <summary>The number of elements; meaningless when <see cref="IsTooLarge"/>.</summary>
    public long Elements { get; }

    /// <summary>The bytes they take when packed; 0 for strings.</summary>
    public long Bytes => ((Elements * Bits) + 7) / 8;

    /// <summary>Whether elements or bits leave 64 bits, and no axis has length 0.</summary>
    public bool IsTooLarge => Overflows && !IsEmpty;

    private int Bits { get; }

    private bool Overflows { get; }

    private bool IsEmpty { get; }

    /// <summary>The size of a scalar.</summary>
    public static TensorSize Of(ElementType element) =>
        new(ElementTypes.BitsOf(element), 1, overflows: false, isEmpty: false);

    public TensorSize Times(long length)
    {
        if (length == 0)
        {
            return new TensorSize(Bits, 0, Overflows, isEmpty: true);
        }

        // Seven spare bits keep the rounding in Bytes from overflowing.
        long most = (long.MaxValue - 7) / Math.Max(1, Bits) / length;
        return Elements > most
            ? new TensorSize(Bits, 0, overflows: true, IsEmpty)
            : new TensorSize(Bits, Elements * length, Overflows, IsEmpty);
    }
}
