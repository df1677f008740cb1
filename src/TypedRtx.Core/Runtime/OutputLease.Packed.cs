namespace TypedRtx.Runtime;

public readonly partial struct OutputLease
{
    /// <summary>A tensor output of packed elements, in place.</summary>
    /// <exception cref="ObjectDisposedException">The outputs were disposed.</exception>
    public PackedTensorView<T> PackedView<T>(int output)
        where T : struct, IPackedElement<T> => Current().PackedOutput<T>(output);

    /// <summary>An output of rank 0 of an element type that is packed.</summary>
    /// <exception cref="ObjectDisposedException">The outputs were disposed.</exception>
    public T PackedScalar<T>(int output)
        where T : struct, IPackedElement<T> => PackedView<T>(output)[[]];

    /// <summary>A tensor output of packed elements, copied into memory of its own.</summary>
    /// <exception cref="ObjectDisposedException">The outputs were disposed.</exception>
    public PackedTensor<T> ToPackedTensor<T>(int output)
        where T : struct, IPackedElement<T> => PackedView<T>(output).ToTensor();
}
