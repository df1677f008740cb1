namespace TypedRtx;

/// <summary>
/// The memory of a binding's inputs whose names differ in a number alone, <c>past_key_values.0.key</c> to
/// <c>past_key_values.31.key</c>, by that number.
/// </summary>
/// <typeparam name="T">The element type of each tensor.</typeparam>
public readonly ref struct SpanFamily<T>
{
    private readonly ModelBinding _binding;
    private readonly ReadOnlySpan<int> _indexes;

    internal SpanFamily(ModelBinding binding, ReadOnlySpan<int> indexes)
    {
        _binding = binding;
        _indexes = indexes;
    }

    /// <summary>How many there are.</summary>
    public int Count => _indexes.Length;

    /// <summary>The memory of one tensor, row-major.</summary>
    /// <param name="index">The number in its name, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such number.</exception>
    /// <exception cref="ObjectDisposedException">The binding was disposed.</exception>
    public Span<T> this[int index] => _binding.InputOf<T>(_indexes[index]);
}
