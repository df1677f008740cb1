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

    /// <summary>Allocates memory for a tensor.</summary>
    /// <exception cref="TensorShapeException">It is more than an array holds.</exception>
    public static HostMemory Allocate(ModelDescriptor model, string tensor, in TensorShape shape, long byteLength) =>
        byteLength <= HostMemory.MaxByteLength
            ? HostMemory.Allocate(byteLength)
            : throw TooLarge(model, tensor, shape, byteLength.ToString("N0", CultureInfo.InvariantCulture));

    private static TensorShapeException TooLarge(ModelDescriptor model, string tensor, in TensorShape shape, string bytes) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{model.Name}: {tensor} of shape {shape} takes {bytes} bytes; at most {HostMemory.MaxByteLength:N0} are supported. Use smaller dimensions."));
}
