using System.Numerics.Tensors;

namespace TypedRtx.Runtime;

/// <summary>
/// The right to read the outputs of one run until it is disposed. Copies share the right: once one is disposed, all are.
/// </summary>
public readonly partial struct OutputLease : IDisposable, IEquatable<OutputLease>
{
    private readonly ModelRuntime _runtime;
    private readonly RunBuffers _buffers;
    private readonly int _number;

    internal OutputLease(ModelRuntime runtime, RunBuffers buffers)
    {
        _runtime = runtime;
        _buffers = buffers;
        _number = buffers.Generation;
    }

    /// <summary>A tensor output, in place.</summary>
    /// <exception cref="ObjectDisposedException">The outputs were disposed.</exception>
    public TensorView<T> View<T>(int output) => Current().Output<T>(output);

    /// <summary>An output of rank 0.</summary>
    /// <exception cref="ObjectDisposedException">The outputs were disposed.</exception>
    public T Scalar<T>(int output) => Current().Output<T>(output).Span[0];

    /// <summary>A tensor output, copied into memory of its own.</summary>
    /// <exception cref="ObjectDisposedException">The outputs were disposed.</exception>
    public Tensor<T> ToTensor<T>(int output) => View<T>(output).ToTensor();

    /// <summary>An output that is a sequence, a map or an optional.</summary>
    /// <exception cref="ObjectDisposedException">The outputs were disposed.</exception>
    public OutputValue Value(int output) => Current().Value(output)!;

    /// <summary>Gives the memory back for other runs. Disposing again, also a copy, does nothing.</summary>
    public void Dispose()
    {
        if (_buffers is not null && _buffers.TryEndLease(_number))
        {
            _runtime.Pool.Return(_buffers);
        }
    }

    /// <inheritdoc />
    public bool Equals(OutputLease other) => ReferenceEquals(_buffers, other._buffers) && _number == other._number;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is OutputLease other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _number;

    /// <summary>Whether both are the same lease.</summary>
    public static bool operator ==(OutputLease left, OutputLease right) => left.Equals(right);

    /// <summary>Whether both are different leases.</summary>
    public static bool operator !=(OutputLease left, OutputLease right) => !left.Equals(right);

    private RunBuffers Current()
    {
        if (_buffers is null || _buffers.Generation != _number)
        {
            ThrowDisposed();
        }

        return _buffers!;
    }

    private static void ThrowDisposed() => throw new ObjectDisposedException(
        "Outputs",
        "These outputs were disposed and their memory serves other runs. Read them before Dispose, or keep a copy made by ToOwned().");
}
