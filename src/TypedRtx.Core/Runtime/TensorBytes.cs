using System.Globalization;
using TypedRtx.Backends;
using TypedRtx.Signatures;

namespace TypedRtx.Runtime;

/// <summary>How much memory a tensor takes, with an error that names the tensor where it is more than there can be.</summary>
internal static class TensorBytes
{
    /// <summary>The size of a tensor in bytes.</summary>
    /// <exception cref="TensorShapeException">The size leaves 64 bits.</exception>
    public static long Of(ModelDescriptor model, string tensor, ElementType element, in TensorShape shape)
    {
        Int128 bytes = ElementTypes.BitsOf(element);
        foreach (int length in shape)
        {
            bytes = length == 0 || bytes == 0 ? 0 : bytes > long.MaxValue ? bytes : bytes * length;
        }

        bytes = (bytes + 7) / 8;
        return bytes <= long.MaxValue ? (long)bytes : throw TooLarge(model, tensor, shape, "more than 2^63");
    }

    /// <summary>Allocates host memory of a session for a tensor.</summary>
    /// <exception cref="TensorShapeException">It is more than an array holds.</exception>
    /// <exception cref="InferenceException">There is not as much.</exception>
    public static HostMemory Allocate(
        ModelDescriptor model, IInferenceSession session, string tensor, in TensorShape shape, long byteLength)
    {
        RequireHost(model, tensor, shape, byteLength);
        try
        {
            return session.AllocateHost(byteLength);
        }
        catch (Exception error) when (error is TypedRtxException or OutOfMemoryException)
        {
            throw NoRoom(model, tensor, shape, byteLength, MemoryKind.Host, error);
        }
    }

    /// <summary>Allocates memory of zeros for a tensor where a session keeps what stays from run to run.</summary>
    /// <exception cref="TensorShapeException">It is on the host, and more than an array holds.</exception>
    /// <exception cref="InferenceException">There is not as much.</exception>
    public static TensorMemory AllocateResident(
        ModelDescriptor model, IInferenceSession session, string tensor, in TensorShape shape, long byteLength)
    {
        MemoryKind kind = session.Resident;
        if (kind != MemoryKind.Device)
        {
            RequireHost(model, tensor, shape, byteLength);
        }

        TensorMemory? memory = null;
        try
        {
            memory = session.Allocate(kind, byteLength);
            if (memory is not HostMemory)
            {
                memory.Clear();
            }

            return memory;
        }
        catch (Exception error) when (error is TypedRtxException or OutOfMemoryException)
        {
            memory?.Dispose();
            throw NoRoom(model, tensor, shape, byteLength, kind, error);
        }
    }

    /// <summary>Refuses what no array holds.</summary>
    /// <exception cref="TensorShapeException">It is more.</exception>
    public static void RequireHost(ModelDescriptor model, string tensor, in TensorShape shape, long byteLength)
    {
        if (byteLength > HostMemory.MaxByteLength)
        {
            throw TooLarge(model, tensor, shape, byteLength.ToString("N0", CultureInfo.InvariantCulture));
        }
    }

    private static InferenceException NoRoom(
        ModelDescriptor model, string tensor, in TensorShape shape, long byteLength, MemoryKind kind, Exception error) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{model.Name}: {tensor} of shape {shape} takes {byteLength:N0} bytes of {(kind == MemoryKind.Device ? "device" : "host")} memory, "
            + $"which could not be allocated: {error.Message} Use smaller dimensions, or dispose what is not needed."),
        error);

    private static TensorShapeException TooLarge(ModelDescriptor model, string tensor, in TensorShape shape, string bytes) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{model.Name}: {tensor} of shape {shape} takes {bytes} bytes; at most {HostMemory.MaxByteLength:N0} are supported. Use smaller dimensions."));
}
