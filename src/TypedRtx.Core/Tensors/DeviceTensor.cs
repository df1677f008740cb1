using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TypedRtx.Backends;
using TypedRtx.Runtime;

namespace TypedRtx;

/// <summary>
/// An input or output of a device binding: memory on the GPU where the model runs there, and on the host elsewhere. It is copied
/// when it is asked to be. Belongs to one thread at a time, with its binding.
/// </summary>
/// <typeparam name="T">The element type; <see cref="byte"/> where elements are packed into bytes.</typeparam>
[SuppressMessage("Naming", "CA1711", Justification = "It is a tensor.")]
public sealed class DeviceTensor<T>
    where T : unmanaged
{
    private readonly ResidentTensor _tensor;

    internal DeviceTensor(ResidentTensor tensor) => _tensor = tensor;

    /// <summary>The lengths of the axes, in elements of the model.</summary>
    /// <exception cref="InvalidOperationException">The shape is known only after the first run.</exception>
    public TensorShape Shape => _tensor.Shape;

    /// <summary>How many <typeparamref name="T"/> it holds: its elements, or the bytes of packed ones.</summary>
    /// <exception cref="InvalidOperationException">The shape is known only after the first run.</exception>
    public long Length => _tensor.ByteLength / Unsafe.SizeOf<T>();

    /// <summary>Where the memory lies.</summary>
    public MemoryKind Kind => _tensor.Kind;

    /// <summary>
    /// The address of the first element, on the device or the host as <see cref="Kind"/> says, for code that works there. It stays
    /// the same, and is the binding's until that is disposed. What other code queued there is to be done before a run or a copy.
    /// </summary>
    /// <exception cref="InvalidOperationException">The shape follows from runs alone, and each has memory of its own.</exception>
    /// <exception cref="ObjectDisposedException">The binding was disposed.</exception>
    public nint Address => _tensor.Memory.Address;

    /// <summary>Copies all elements from the host, row-major.</summary>
    /// <exception cref="TensorShapeException">There are not as many as <see cref="Length"/>.</exception>
    /// <exception cref="InvalidOperationException">It is an output without memory of its own.</exception>
    /// <exception cref="ObjectDisposedException">The binding was disposed.</exception>
    public void CopyFrom(ReadOnlySpan<T> source)
    {
        TensorMemory memory = _tensor.Memory;
        RequireLength(source.Length, "the source");
        ResidentTensor.Write(memory, source);
    }

    /// <summary>Copies all elements from another tensor, without the host where both lie on one kind of device.</summary>
    /// <exception cref="TensorShapeException">There are not as many as <see cref="Length"/>.</exception>
    /// <exception cref="InvalidOperationException">It is an output without memory of its own, or the source has no shape yet.</exception>
    /// <exception cref="ObjectDisposedException">A binding was disposed.</exception>
    public void CopyFrom(DeviceTensor<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        TensorMemory memory = _tensor.Memory;
        RequireLength(source.Length, source._tensor.Display);
        if (source == this)
        {
            return;
        }

        if (!source._tensor.IsOpen && source._tensor.Memory is { } other && other.Reaches(memory))
        {
            other.CopyTo(memory, MemoryRows.Single(_tensor.ByteLength));
        }
        else
        {
            ResidentTensor.Write<T>(memory, source.ToArray());
        }
    }

    /// <summary>Copies all elements to the host, row-major.</summary>
    /// <exception cref="TensorShapeException">The destination is not as long as <see cref="Length"/>.</exception>
    /// <exception cref="InvalidOperationException">The shape is known only after the first run.</exception>
    /// <exception cref="ObjectDisposedException">The binding was disposed.</exception>
    public void CopyTo(Span<T> destination)
    {
        _tensor.ThrowIfDisposed();
        RequireLength(destination.Length, "the destination");
        _tensor.Read(destination);
    }

    /// <summary>Copies all elements to an array, row-major.</summary>
    /// <exception cref="InvalidOperationException">The shape is known only after the first run.</exception>
    /// <exception cref="ObjectDisposedException">The binding was disposed.</exception>
    public T[] ToArray()
    {
        _tensor.ThrowIfDisposed();
        T[] elements = new T[Length];
        _tensor.Read<T>(elements);
        return elements;
    }

    /// <summary>The type and the shape.</summary>
    public override string ToString() => $"DeviceTensor<{typeof(T).Name}> {_tensor.Describe()}";

    private void RequireLength(long length, string other)
    {
        if (length != Length)
        {
            throw _tensor.WrongLength<T>(Length, length, other);
        }
    }
}
